import { posix } from 'node:path';
import { parseLines } from './directive.ts';
import type { Server } from './server.ts';
import { walkConfiguration } from './walk-configuration.ts';

const writes = ['logfile', 'pidfile', 'unixsocket', 'dir'];

/** https://redis.io/docs/latest/operate/oss_and_stack/management/config/ */
export const redis: Server = {
  id: 'redis',
  names: /^(?:redis|valkey|keydb)-(?:server|sentinel)$/,
  trace: async (found) => {
    const { argv, workingDir } = found.invocation;
    const given = argv[1] !== undefined && !argv[1].startsWith('-') ? [found.absolute(argv[1])] : [];
    const directives = await walkConfiguration(
      found,
      given.filter((path) => found.isFile(path)),
      {
        parse: parseLines,
        base: workingDir,
        includes: ({ name, args }) => (name.toLowerCase() === 'include' ? args : []),
        writes,
      },
    );
    // Options of the command line are directives as well: `--loadmodule PATH`.
    const options = argv.flatMap((word, at) => (word.startsWith('--') ? [{ name: word.slice(2), args: argv.slice(at + 1, at + 2) }] : []));
    const all = [...directives, ...options].map(({ name, args }) => [name.toLowerCase(), args[0] ?? ''] as const);
    for (const [name, path] of all)
      if (/^(?:loadmodule|aclfile|tls-.*-(?:file|dir))$/.test(name)) found.keep('loaded by', [found.absolute(path)]);
    const directory = all.findLast(([name, path]) => name === 'dir' && path !== '')?.[1] ?? workingDir;
    const data = posix.resolve('/', workingDir, directory);
    found.write(data);
    if (data.split('/').length > 2 || data === '/data') found.keepTree('the data of', [data]);
    if (given.length > 0) found.write(...(/sentinel/.test(argv[0] ?? '') ? given : []));
  },
};
