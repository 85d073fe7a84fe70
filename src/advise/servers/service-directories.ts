import { splitWords } from '../../program/split-words.ts';
import { startWords, withoutComments } from './execline.ts';
import type { Server } from './server.ts';
import type { ServerTrace } from './server-trace.ts';

/** Directories that a supervisor looks through by itself. https://github.com/just-containers/s6-overlay#usage */
const usual = [
  ...['/etc/s6-overlay', '/etc/s6', '/etc/s6-rc', '/etc/services.d', '/etc/cont-init.d', '/etc/cont-finish.d', '/etc/fix-attrs.d'],
  ...['/etc/service', '/etc/runit', '/etc/sv', '/service', '/var/service', '/etc/perp'],
];
const programs =
  /^\/(?:etc|service|var|opt|srv|run)\/.*\/(?:run|finish|check|up|down|script|data\/check)$|^\/etc\/cont-(?:init|finish)\.d\/[^/]+$|\/cont-(?:init|finish)\.d\/[^/]+$/;

/** s6, runit, daemontools: a directory for each service, in it `run`. */
export const serviceDirectories: Server = {
  id: 'service-directories',
  names:
    /^(?:s6-svscan|s6-supervise|s6-rc-init|s6-linux-init|s6-overlay-suexec|runit|runit-init|runsvdir|runsv|runsvdir-start|svscan|svscanboot|supervise|perpd|init)$/,
  trace: async (found) => {
    const named = found.invocation.argv
      .slice(1)
      .filter((word) => word.startsWith('/') && word.split('/').length > 2 && found.isDirectory(word));
    const directories = [...new Set([...named, ...usual])].filter((path) => found.isDirectory(path));
    if (directories.length === 0) return;
    found.keepTree('a service directory of', directories);
    found.keepTree('part of', ['/package', '/command']);
    for (const directory of directories) await startServices(found, directory);
    found.write('/run');
    found.keep('written to by', ['/run', '/var/run']);
  },
};

async function startServices(found: ServerTrace, directory: string): Promise<void> {
  const depths = ['*', '*/*', '*/*/*', '*/*/*/*'].map((glob) => `${directory}/${glob}`);
  for (const path of found.matches(...depths)) {
    if (!found.isFile(path) || !(programs.test(path) || path.endsWith('/run'))) continue;
    if (found.isExecutable(path) && !path.endsWith('/up')) found.start([path], { from: directory });
    // A oneshot of s6-rc is one line for execline.
    else if (/\/(?:up|down)$/.test(path)) startWords(found, splitWords(withoutComments((await found.text(path)) ?? '')), path);
  }
}
