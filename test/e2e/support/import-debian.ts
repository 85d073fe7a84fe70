import { rmSync } from 'node:fs';
import type { DockerEngine } from './docker-engine.ts';
import { run } from './run.ts';

/** Makes a minimal Debian 12 and imports it as `debian:bookworm`, since nothing can be pulled. Takes half a minute. */
export async function importDebian(engine: DockerEngine, directory: string): Promise<void> {
  const archive = `${directory}.tar`;
  await run('debootstrap', ['--variant=minbase', 'bookworm', directory]);
  await run('tar', ['--create', '--file', archive, '--directory', directory, '.']);
  await run('rm', ['-rf', '--one-file-system', directory]);
  await engine.docker(['import', archive, 'debian:bookworm']);
  rmSync(archive);
}
