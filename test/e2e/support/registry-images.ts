import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layer } from '../../support/layers.ts';
import { type OciInput, ociLayout } from '../../support/oci-layout.ts';
import { run } from './run.ts';

/** Writes an image layout of real files below the directories of this machine, in three layers; for two platforms. */
export async function writeRealImage(directory: string): Promise<void> {
  const base = await run('tar', ['-C', '/', '--sort=name', '-c', 'usr/lib/x86_64-linux-gnu/perl-base', 'etc/debconf.conf']);
  const programs = await run('tar', ['-C', '/', '--sort=name', '-c', 'usr/bin/perl', 'usr/share/debconf']);
  const changes = layer({
    '/etc/debconf.conf': { content: 'changed\n', mode: 0o600 },
    '/usr/lib/x86_64-linux-gnu/perl-base/.wh.unicore': 0,
    '/usr/share/debconf/.wh..wh..opq': 0,
    '/opt/data': 300_000,
  });
  const history = ['ADD rootfs', 'RUN apt-get install', 'RUN rm -rf'];
  const image = (platform: string): OciInput => ({ platform, layers: [base, programs, changes], history, config: { User: 'nobody' } });
  writeLayout(directory, { platforms: [image('linux/amd64'), image('linux/arm64')], tags: ['1'], attestations: true });
}

export function writeLayout(directory: string, input: OciInput): void {
  for (const [path, content] of ociLayout(input)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}
