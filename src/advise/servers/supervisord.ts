import { posix } from 'node:path';
import { environmentValue } from '../../program/search-path.ts';
import { splitWords } from '../../program/split-words.ts';
import { parseIni } from './directive.ts';
import { optionValue, type Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';
import { type ReadDirective, walkConfiguration } from './walk-configuration.ts';

const writes = ['logfile', 'pidfile', 'childlogdir', 'stdout_logfile', 'stderr_logfile', 'file'];

/** https://supervisord.org/configuration.html */
export const supervisord: Server = {
  id: 'supervisord',
  names: /^supervisord$/,
  trace: async (found) => {
    const given = optionValue(found.invocation.argv, '-c', '--configuration');
    const names = ['supervisord.conf', 'etc/supervisord.conf', '/etc/supervisord.conf', '/etc/supervisor/supervisord.conf'];
    const file = given === null ? found.first(...names.map((name) => found.absolute(name))) : found.absolute(given);
    if (file === null || !found.isFile(file)) {
      found.warn('supervisord-without-configuration', 'its configuration is not where it is looked for: name its programs with --exec');
      return;
    }
    const base = posix.dirname(file);
    const expand = (text: string): string => expanded(text, base, found);
    const includes = ({ name, args, section }: Pick<ReadDirective, 'name' | 'args' | 'section'>): readonly string[] =>
      section === 'include' && name === 'files' ? args.flatMap(splitWords) : [];
    const directives = await walkConfiguration(found, [file], { parse: parseIni, base, includes, writes, expand });
    for (const directive of directives) startProgram(found, directive, directives);
    giveUpRoot(found, directives);
  },
};

/** Who is told by nobody to become somebody else stays who it is, and so do its programs. http://supervisord.org/configuration.html */
function giveUpRoot(found: ServerTrace, directives: readonly ReadDirective[]): void {
  const users = new Set(
    directives.flatMap(({ name, args }) => (name === 'user' || name === 'chown' ? args.map((arg) => arg.split(':', 1)[0]!) : [])),
  );
  const [user = null] = users;
  if (users.size > 1) return;
  const { workingDir } = found.invocation;
  const isSaid = (key: string): boolean => directives.some(({ section, name }) => section === 'supervisord' && name === key);
  for (const name of ['logfile', 'pidfile']) {
    if (!isSaid(name)) found.write(posix.join(workingDir, `supervisord.${name.replace('file', '')}`));
  }
  found.becomes(user);
}

/** `%(here)s` and `%(ENV_NAME)s`. */
function expanded(text: string, here: string, { invocation }: ServerTrace): string {
  return text.replace(/%\((\w{1,64})\)\d{0,4}[sd]/g, (whole, name: string) => {
    if (name === 'here') return here;
    if (name === 'process_num') return '0';
    return name.startsWith('ENV_') ? (environmentValue(invocation.env, name.slice(4)) ?? whole) : whole;
  });
}

const programs = /^(?:program|eventlistener|fcgi-program):/;

function startProgram(found: ServerTrace, { name, args, section, file }: ReadDirective, all: readonly ReadDirective[]): void {
  if (name !== 'command' || !programs.test(section)) return;
  const value = (key: string): string | null =>
    all.findLast((one) => one.section === section && one.name === key && one.file === file)?.args.join(' ') ?? null;
  const { env, workingDir } = found.invocation;
  const more = [...(value('environment') ?? '').matchAll(/([A-Za-z_]\w{0,64})=("[^"]*"|'[^']*'|[^,]*)/g)].map(
    ([, key, text]) => `${key}=${text!.replace(/^(["'])(.*)\1$/s, '$2')}`,
  );
  const command = args.join(' ').replaceAll('%(program_name)s', section.slice(section.indexOf(':') + 1));
  found.start(splitWords(command), { from: file, env: [...env, ...more], workingDir: value('directory') ?? workingDir });
}
