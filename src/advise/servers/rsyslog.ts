import { posix } from 'node:path';
import { parseLines } from './directive.ts';
import type { Server } from './server.ts';
import { walkConfiguration } from './walk-configuration.ts';

/** https://www.rsyslog.com/doc/configuration/modules/index.html: modules are small, and one loads another. */
export const rsyslog: Server = {
  id: 'rsyslog',
  names: /^rsyslogd$/,
  trace: async (found) => {
    const directives = await walkConfiguration(
      found,
      ['/etc/rsyslog.conf'].filter((path) => found.isFile(path)),
      {
        parse: parseLines,
        includes: ({ name, args }) =>
          name.toLowerCase() === '$includeconfig' ? args : (/^include\(file="([^"]+)"/.exec(name)?.slice(1) ?? []),
        writes: ['$workdirectory'],
      },
    );
    found.keepTree('modules of', found.matches('/usr/lib/*/rsyslog', '/usr/lib/rsyslog', '/usr/lib64/rsyslog'));
    // A rule: what is selected, and the file that it is written to, a dash in front.
    const files = directives.flatMap(({ args }) => args.slice(0, 1).flatMap((arg) => /^-?(\/var\/log\/\S+)$/.exec(arg)?.[1] ?? []));
    found.write(...new Set(files.map((file) => posix.dirname(file))));
    found.keep('written to by', ['/var/log', '/var/spool/rsyslog']);
  },
};
