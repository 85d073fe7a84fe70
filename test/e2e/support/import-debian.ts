import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DockerEngine } from './docker-engine.ts';
import { run } from './run.ts';

export type DebianRelease = 'bookworm' | 'trixie';

/** Imports a minimal Debian 12, or 13, as `debian:RELEASE`, since nothing can be pulled. @param directory as of `debianArchive` */
export async function importDebian(engine: DockerEngine, directory: string, release: DebianRelease = 'bookworm'): Promise<void> {
  await engine.docker(['import', await debianArchive(directory, release), `debian:${release}`]);
}

/**
 * The tar of a minimal Debian. Whoever asks for it first makes it, in half a minute to two; whoever asks meanwhile waits for that.
 * @param directory of all who want the same
 */
export async function debianArchive(directory: string, release: DebianRelease): Promise<string> {
  const archive = join(directory, `${release}.tar`);
  const root = join(directory, release);
  while (!existsSync(archive)) {
    if (isOurs(`${archive}.lock`)) {
      try {
        await makeArchive(root, archive, release);
      } finally {
        rmdirSync(`${archive}.lock`);
      }
    } else await delay(500);
  }
  return archive;
}

/** Only one of all processes can make a directory. */
function isOurs(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function makeArchive(root: string, archive: string, release: DebianRelease): Promise<void> {
  // Another may have been quicker between the look at the archive and the lock.
  if (existsSync(archive)) return;
  try {
    await run('debootstrap', ['--variant=minbase', release, root]);
    await run('tar', ['--create', '--file', `${archive}.part`, '--directory', root, '.']);
    renameSync(`${archive}.part`, archive);
  } finally {
    await run('rm', ['-rf', '--one-file-system', root]);
  }
}
