import { rmSync } from 'node:fs';
import type { DockerEngine } from './docker-engine.ts';
import { run } from './run.ts';

export type DebianRelease = 'bookworm' | 'trixie';

/** Makes a minimal Debian 12, or 13, and imports it as `debian:RELEASE`, since nothing can be pulled. Takes half a minute. */
export async function importDebian(engine: DockerEngine, directory: string, release: DebianRelease = 'bookworm'): Promise<void> {
  const archive = `${directory}.tar`;
  await run('debootstrap', ['--variant=minbase', release, directory]);
  await run('tar', ['--create', '--file', archive, '--directory', directory, '.']);
  await run('rm', ['-rf', '--one-file-system', directory]);
  await engine.docker(['import', archive, `debian:${release}`]);
  rmSync(archive);
}
