import { splitWords } from '../../program/split-words.ts';
import { parseLines } from './directive.ts';
import type { Server } from './server.ts';
import { walkConfiguration } from './walk-configuration.ts';

const trees = ['bind', 'ca-base', 'crt-base', 'lua-prepend-path', 'server', 'default-server'];
const writes = ['pidfile', 'stats', 'server-state-base', 'server-state-file'];

/** https://docs.haproxy.org/2.6/configuration.html */
export const haproxy: Server = {
  id: 'haproxy',
  names: /^haproxy$/,
  trace: async (found) => {
    const { argv } = found.invocation;
    const named = argv.flatMap((word, at) => (word === '-f' ? argv.slice(at + 1, at + 2) : [])).map((path) => found.absolute(path));
    const files = named.flatMap((path) => (found.isDirectory(path) ? found.matches(`${path}/*.cfg`) : [path]));
    if (files.length === 0) found.warn('haproxy-without-configuration', 'it is started without -f: keep its configuration with --keep');
    const directives = await walkConfiguration(found, files, { parse: parseLines, includes: () => [], trees, writes });
    for (const { name, args, file } of directives) {
      if (name === 'bind') found.listen(portsOf(args[0] ?? ''));
      if (name === 'command') found.start(args, { from: file });
      if (name === 'external-check' && args[0] === 'command' && args[1] !== undefined) found.start(splitWords(args[1]), { from: file });
      if (name === 'option' && args[0] === 'external-check') found.keep('started by', args.slice(1), { from: file });
    }
    if (directives.some(({ name }) => name.startsWith('lua-'))) {
      found.keepTree('Lua libraries of', [
        '/usr/share/haproxy/lua',
        '/usr/share/lua',
        '/usr/local/share/lua',
        ...found.matches('/usr/lib/*/lua'),
      ]);
    }
    found.keep('error pages of', found.matches('/etc/haproxy/errors/*.http'));
    found.keep('written to by', ['/run/haproxy', '/var/lib/haproxy']);
    if (found.isDirectory('/run/haproxy')) found.write('/run/haproxy');
  },
};

/** `:80`, `10.0.0.1:80,[::]:443`, `*:8000-8010`. https://docs.haproxy.org/2.6/configuration.html#4.2-bind */
function portsOf(addresses: string): readonly number[] {
  return [...addresses.matchAll(/:(\d{1,5})(?:-\d{1,5})?(?=,|$)/g)].map(([, first]) => Number(first));
}
