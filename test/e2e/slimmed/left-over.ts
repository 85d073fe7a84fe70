import type { DockerEngine } from '../support/docker-engine.ts';
import { run } from '../support/run.ts';

const shells = /(?:^|\/)(?:sh|bash|dash|ash|zsh|ksh|busybox|rbash)$/;
const packageManagers = /(?:^|\/)(?:apt|apt-get|dpkg|apk|rpm|npm|npx|pip3?|gem|cpan)$/;

/** What an attacker would look for in an image, by what the engine exports of it and by nothing that flense says. */
export async function leftOver(engine: DockerEngine, tag: string): Promise<ReadonlySet<'shell' | 'package-manager' | 'setuid-file'>> {
  const id = (await engine.docker(['create', tag, 'nothing'])).toString('utf8').trim();
  const listing = await engine.docker(['export', id]).then((archive) => run('tar', ['--list', '--verbose'], { input: archive }));
  await engine.docker(['rm', '--volumes', id]);
  const found = new Set<'shell' | 'package-manager' | 'setuid-file'>();
  for (const line of listing.toString('utf8').split('\n')) {
    const [mode = '', , , , , path = ''] = line.split(/\s+/);
    // What tells of packages is called after them; nobody can start it.
    if (mode.startsWith('d') || (mode.startsWith('-') && !mode.includes('x') && !mode.includes('s'))) continue;
    if (shells.test(path)) found.add('shell');
    if (packageManagers.test(path)) found.add('package-manager');
    if (/^-..s|^-.....s/.test(mode)) found.add('setuid-file');
  }
  return found;
}
