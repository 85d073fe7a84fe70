import { posix } from 'node:path';
import { parseBraces } from './directive.ts';
import { nginxBuild } from './nginx-build.ts';
import { optionValue, type Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';
import { type ReadDirective, walkConfiguration } from './walk-configuration.ts';

const trees = ['root', 'alias', 'proxy_ssl_trusted_certificate', 'lua_package_path', 'js_path'];
const writes = [
  ...['access_log', 'error_log', 'pid', 'lock_file', 'client_body_temp_path', 'proxy_temp_path', 'fastcgi_temp_path', 'uwsgi_temp_path'],
  ...['scgi_temp_path', 'proxy_cache_path', 'fastcgi_cache_path', 'uwsgi_cache_path', 'scgi_cache_path', 'client_body_in_file_only'],
];

/** https://nginx.org/en/docs/ngx_core_module.html */
export const nginx: Server = {
  id: 'nginx',
  names: /^(?:nginx(?:-debug)?|openresty|tengine|angie)$/,
  trace: async (found) => {
    const { argv } = found.invocation;
    const prefix = optionValue(argv, '-p') ?? '/usr/share/nginx';
    const file = configuration(found, prefix);
    if (file === null) {
      found.warn('nginx-without-configuration', 'its configuration is not where it is looked for: keep it with --keep');
      return;
    }
    const includes = ({ name, args }: { readonly name: string; readonly args: readonly string[] }): readonly string[] =>
      name === 'include' ? args : [];
    const directives = await walkConfiguration(found, [file], { parse: parseBraces, includes, trees, writes });
    const given = parseBraces(`${optionValue(argv, '-g') ?? ''};`).map((directive) => ({ ...directive, file }));
    keepModules(found, [...directives, ...given], [posix.dirname(file), prefix, '/usr/lib/nginx', '/usr/share/nginx', '/etc/nginx']);
    keepRoots(found, directives, [prefix, posix.dirname(file), '/usr/local/nginx', '/etc/nginx']);
    found.write(...['/var/log/nginx', '/var/lib/nginx', '/var/cache/nginx'].filter((path) => found.isDirectory(path)));
    found.keep('written to by', ['/var/log/nginx', '/var/lib/nginx', '/var/cache/nginx', '/run', '/var/run']);
    found.listen(directives.flatMap(({ name, args }) => (name === 'listen' ? portOf(args[0] ?? '') : [])));
    giveUpRoot(found, [...directives, ...given], await nginxBuild(found));
  },
};

const builtWrites = [
  ...['error-log-path', 'http-log-path', 'http-client-body-temp-path', 'http-proxy-temp-path', 'http-fastcgi-temp-path'],
  ...['http-uwsgi-temp-path', 'http-scgi-temp-path'],
];

/** Its workers run as another user; who starts it as that user needs no more, where it may write its logs and the number of its process. */
function giveUpRoot(found: ServerTrace, directives: readonly ReadDirective[], build: ReadonlyMap<string, string>): void {
  const saidOf = (name: string): string | undefined => directives.findLast((directive) => directive.name === name)?.args[0];
  const pid = build.get('pid-path');
  if (saidOf('pid') === undefined && pid === undefined) return;
  // Port 80 for root, 8000 for anybody else.
  if (hasUnsaidPort(directives)) return;
  // Whoever mounts one keeps it for root, as a rule.
  const keys = directives.filter(({ name }) => name === 'ssl_certificate_key').flatMap(({ args }) => args);
  if (!keys.every((path) => found.isFile(found.absolute(path, '/etc/nginx')))) return;
  const built = [...builtWrites.map((name) => build.get(name)), saidOf('pid') === undefined ? pid : undefined];
  found.write(...built.filter((path) => path?.startsWith('/') === true).map((path) => path!));
  // Which packages make for the workers' user. Any other has to make its own.
  for (const path of ['error-log-path', 'http-log-path'].map((name) => build.get(name) ?? ''))
    if (found.isEmptyFile(path)) found.leave(path);
  found.becomes(saidOf('user') ?? build.get('user') ?? null);
}

/** https://nginx.org/en/docs/http/ngx_http_core_module.html#listen */
function portOf(address: string): readonly number[] {
  if (/^unix:/i.test(address) || address.includes('$')) return [];
  // Of a range the first.
  const port = /^(?:.*:)?(\d{1,5})(?:-\d{1,5})?$/.exec(address)?.[1];
  return [port === undefined ? 80 : Number(port)];
}

/** Whether there is a server that does not say where it listens, itself or in what it includes. One within `upstream` has an address. */
function hasUnsaidPort(directives: readonly ReadDirective[]): boolean {
  const isServer = ({ name, args }: ReadDirective): boolean => name === 'server' && args.length === 0;
  const files = new Set(directives.filter(isServer).map(({ file }) => file));
  const hasLoneListen = directives.some(({ name, file }) => name === 'listen' && !files.has(file));
  const starts = [...directives.keys()].filter((at) => isServer(directives[at]!));
  return starts.some((at, i) => {
    const { file } = directives[at]!;
    const own = directives.slice(at, starts[i + 1]).filter((directive) => directive.file === file);
    return !own.some(({ name }) => name === 'listen') && !(hasLoneListen && own.some(({ name }) => name === 'include'));
  });
}

function configuration(found: ServerTrace, prefix: string): string | null {
  const given = optionValue(found.invocation.argv, '-c');
  if (given !== null) return found.first(found.absolute(given), posix.join('/etc/nginx', given), posix.join(prefix, given));
  return found.first(
    ...[posix.join(prefix, 'conf/nginx.conf'), '/etc/nginx/nginx.conf', '/usr/local/nginx/conf/nginx.conf'],
    ...['/usr/local/openresty/nginx/conf/nginx.conf', '/opt/nginx/conf/nginx.conf'],
  );
}

/** Relative to the prefix that it was built with, which only its code knows. */
function keepModules(found: ServerTrace, directives: readonly ReadDirective[], places: readonly string[]): void {
  for (const { name, args, file } of directives) {
    const [path] = args;
    if (name !== 'load_module' || path === undefined) continue;
    const module = found.first(...places.map((place) => posix.resolve(place, path)));
    if (module !== null) found.keep('loaded by', [module], { from: file, confidence: 'certain' });
    else found.warn('nginx-module-missing', `the module ${path} is not where it is looked for: keep it with --keep`, file);
  }
  if (directives.some(({ name }) => name.includes('_by_lua'))) {
    found.keepTree('Lua libraries of', [
      '/usr/share/lua',
      '/usr/local/share/lua',
      '/usr/local/openresty/lualib',
      '/usr/local/openresty/site/lualib',
    ]);
    found.keepTree('Lua libraries of', found.matches('/usr/lib/*/lua', '/usr/local/lib/lua'));
  }
}

/** A server without a root of its own has `html` below the prefix. */
function keepRoots(found: ServerTrace, directives: readonly ReadDirective[], prefixes: readonly string[]): void {
  const roots = directives.flatMap(({ name, args }) => (name === 'root' && args[0] !== undefined ? [args[0]] : []));
  const relative = [...roots.filter((root) => !root.startsWith('/')), ...(roots.length === 0 ? ['html'] : [])];
  for (const root of relative) {
    const directory = found.first(...prefixes.map((prefix) => posix.resolve(prefix, root)));
    if (directory !== null && directory !== '/') found.keepTree('served by', [directory]);
  }
}
