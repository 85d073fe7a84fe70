import { posix } from 'node:path';
import { optionValue, type Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';

const maxJobs = 512;

/** https://manpages.debian.org/crontab.5, also the ones of busybox and supercronic. */
export const cron: Server = {
  id: 'cron',
  names: /^(?:cron|crond|supercronic)$/,
  trace: async (found) => {
    const { argv } = found.invocation;
    const given = posix.basename(argv[0] ?? '') === 'supercronic' ? argv.slice(1).filter((word) => found.isFile(word)) : [];
    const directory = optionValue(argv, '-c');
    const own = [...(directory === null ? [] : [`${directory}/*`]), '/var/spool/cron/crontabs/*', '/var/spool/cron/*', '/etc/crontabs/*'];
    const ofUsers = [...given, ...found.matches(...own)].filter((path) => found.isFile(path));
    const ofSystem = found.matches('/etc/crontab', '/etc/cron.d/*').filter((path) => found.isFile(path));
    for (const path of ofUsers) await startJobs(found, found.absolute(path), false);
    for (const path of ofSystem) await startJobs(found, path, true);
    found.keep('written to by', ['/var/spool/cron', '/var/spool/cron/crontabs', '/run', '/var/run']);
  },
};

/** Five times or one name, in the system's own the user, and the rest is for a shell. */
async function startJobs(found: ServerTrace, file: string, hasUser: boolean): Promise<void> {
  const text = await found.text(file);
  if (text === null) return;
  found.keep('the jobs of', [file]);
  const env = [...found.invocation.env];
  for (const line of text.split('\n').slice(0, maxJobs)) {
    const variable = /^\s*([A-Za-z_]\w{0,64})\s*=\s*["']?(.*?)["']?\s*$/.exec(line.slice(0, 4_096));
    if (variable !== null) env.push(`${variable[1]}=${variable[2]}`);
    const words = line.trim().split(/\s+/);
    if (variable !== null || words[0] === '' || words[0]!.startsWith('#')) continue;
    const command = words.slice((words[0]!.startsWith('@') ? 1 : 5) + (hasUser ? 1 : 0)).join(' ');
    const shell = env.findLast((one) => one.startsWith('SHELL='))?.slice('SHELL='.length) ?? '/bin/sh';
    if (command !== '') found.start([shell, '-c', command.replace(/\\%/g, '%')], { from: file, env: [...env] });
  }
}
