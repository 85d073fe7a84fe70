import { posix } from 'node:path';
import { environmentValue } from '../../program/search-path.ts';
import { splitWords } from '../../program/split-words.ts';
import { leaveDrivers } from './apache-drivers.ts';
import { apachePorts } from './apache-ports.ts';
import { type Directive, parseLines } from './directive.ts';
import { optionValue, type Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';
import { type ReadDirective, walkConfiguration } from './walk-configuration.ts';

const trees = ['documentroot', 'alias', 'scriptalias', 'sslcacertificatepath', 'wsgiscriptalias'];
const writes = [
  'errorlog',
  'customlog',
  'transferlog',
  'pidfile',
  'defaultruntimedir',
  'mutex',
  'coredumpdirectory',
  'scoreboardfile',
  'davlockdb',
];

/** https://httpd.apache.org/docs/2.4/mod/core.html */
export const apache: Server = {
  id: 'apache',
  names: /^(?:apache2|httpd)$/,
  trace: async (found) => {
    const { argv } = found.invocation;
    // busybox has a small one of the same name.
    if (found.scene.view.shell(found.node(found.path) ?? -1) !== null) return;
    const root = optionValue(argv, '-d');
    const file = configuration(found, root);
    if (file === null) {
      found.warn('apache-without-configuration', 'its configuration is not where it is looked for: keep it with --keep');
      return;
    }
    const variables = await variablesOf(found, posix.dirname(file));
    const base = root ?? (await serverRoot(found, file)) ?? posix.dirname(file);
    const expand = (text: string): string =>
      text.replace(/\$\{([A-Za-z_]\w{0,64})\}/g, (whole, name: string) => variables.get(name) ?? whole);
    const directives = await walkConfiguration(found, [file], { parse: parseLines, base, includes: includesOf, trees, writes, expand });
    for (const directive of directives) keepStarted(found, directive, base);
    leaveDrivers(found, directives);
    found.listen(apachePorts(directives));
    // Which modules and sites `a2enmod` and its kin have switched on, for themselves.
    found.leave(...['conf', 'module', 'site'].map((name) => `/var/lib/apache2/${name}`));
    const user = directives.findLast(({ name }) => name.toLowerCase() === 'user')?.args[0];
    const keys = directives.filter(({ name }) => name.toLowerCase() === 'sslcertificatekeyfile').flatMap(({ args }) => args);
    // Whoever mounts one keeps it for root, as a rule.
    if (user !== undefined && keys.every((path) => found.isFile(found.absolute(expand(path), base)))) found.becomes(expand(user));
    const places = ['APACHE_RUN_DIR', 'APACHE_LOCK_DIR', 'APACHE_LOG_DIR'].flatMap((name) => variables.get(name) ?? []);
    found.write(...places);
    found.keep('written to by', places);
    found.keep('what types are told by for', ['/etc/mime.types', posix.join(base, 'conf/mime.types'), posix.join(base, 'magic')]);
  },
};

/** What Debian starts it with makes directories for its user, which that user may as well. */
export const apachectl: Server = {
  id: 'apachectl',
  names: /^apache(?:2)?ctl$/,
  trace: async (found) => {
    const file = configuration(found, null);
    if (file === null) return;
    const variables = await variablesOf(found, posix.dirname(file));
    const user = parseLines((await found.text(file)) ?? '').findLast(({ name }) => name.toLowerCase() === 'user')?.args[0];
    if (user !== undefined) found.becomes(user.replace(/^\$\{(\w{1,64})\}$/, (whole, name: string) => variables.get(name) ?? whole));
  },
};

function configuration(found: ServerTrace, root: string | null): string | null {
  const given = optionValue(found.invocation.argv, '-f');
  if (given !== null) return found.first(found.absolute(given), posix.resolve(root ?? '/etc/apache2', given));
  const own = root === null ? [] : [posix.join(root, 'apache2.conf'), posix.join(root, 'conf/httpd.conf'), posix.join(root, 'httpd.conf')];
  return found.first(
    ...own,
    ...['/etc/apache2/apache2.conf', '/usr/local/apache2/conf/httpd.conf', '/etc/httpd/conf/httpd.conf', '/etc/apache2/httpd.conf'],
  );
}

async function serverRoot(found: ServerTrace, file: string): Promise<string | null> {
  const directives = parseLines((await found.text(file)) ?? '');
  return directives.find(({ name }) => name.toLowerCase() === 'serverroot')?.args[0] ?? null;
}

function includesOf({ name, args }: Directive): readonly string[] {
  return /^include(?:optional)?$/i.test(name) ? args : [];
}

/** Of the environment, and of the file that Debian's starter reads; what follows from other variables there is told apart by hand. */
async function variablesOf(found: ServerTrace, directory: string): Promise<ReadonlyMap<string, string>> {
  const variables = new Map<string, string>();
  const text = await found.text(posix.join(directory, 'envvars'));
  if (text !== null) found.keep('configuration of', [posix.join(directory, 'envvars')]);
  for (const [, name, value] of (text ?? '').matchAll(/^\s*export\s+([A-Za-z_]\w{0,64})=(.{0,4096})$/gm)) {
    const [word = ''] = splitWords(value!);
    variables.set(name!, word.replace(/\$\{?SUFFIX\}?/g, '').replace(/\$\{\w+:-([^}]*)\}/g, '$1'));
  }
  for (const name of ['APACHE_RUN_DIR', 'APACHE_LOCK_DIR', 'APACHE_LOG_DIR', 'APACHE_PID_FILE', 'APACHE_RUN_USER', 'APACHE_RUN_GROUP']) {
    const value = environmentValue(found.invocation.env, name);
    if (value !== null) variables.set(name, value);
  }
  return variables;
}

/** Modules, scripts, and programs behind a pipe. */
function keepStarted(found: ServerTrace, { name, args, file }: ReadDirective, base: string): void {
  const key = name.toLowerCase();
  const [first, second] = args;
  if (key === 'loadmodule' && second !== undefined) {
    const module = posix.resolve(base, second);
    found.keep('loaded by', [module], { from: file, confidence: 'certain' });
    if (found.node(module) === null) found.warn('apache-module-missing', `the module ${second} is not in the image`, file);
  }
  if (key === 'loadfile' && first !== undefined) found.keep('loaded by', [posix.resolve(base, first)], { from: file });
  if (/^scriptalias(?:match)?$/.test(key) && second !== undefined)
    startScripts(found, posix.resolve(base, second.replace(/\/\$\d.*$/, '')), file);
  const piped = args.find((arg) => /^\|[|$]?\s*\/?\w/.test(arg)) ?? args.find((arg) => arg.startsWith('exec:/'))?.slice('exec:'.length);
  if (piped !== undefined) found.start(splitWords(piped.replace(/^\|[|$]?\s*/, '')), { from: file });
}

/** A script, or a directory in which each is one. */
function startScripts(found: ServerTrace, path: string, from: string): void {
  const scripts = found.isDirectory(path) ? found.matches(`${path}/*`) : [path];
  for (const script of scripts.slice(0, 64)) if (found.isExecutable(script)) found.start([script], { from });
}
