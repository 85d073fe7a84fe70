import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const layers = [
  { '/Files/Windows/System32/cmd.exe': `MZ${'\0'.repeat(1_000)}`, '/Hives/System_Base': `regf${'\0'.repeat(400)}` },
  { '/Files/app.exe': `MZ${'\0'.repeat(500)}`, '/Files/Windows/System32/.wh.cmd.exe': '' },
];

function archive(platform: string): string {
  const path = join(temporaryDirectory(), 'image.tar');
  writeFileSync(path, dockerArchive({ layers, platform, config: { Cmd: ['c:\\app.exe'] }, names: ['app:1'] }));
  return path;
}

describe('an image for Windows', () => {
  it('is listed, with its whiteouts applied', async () => {
    const { status, stdout } = await runFlense(['ls', archive('windows/amd64'), '--format', 'json']);
    const paths = (JSON.parse(stdout) as readonly { readonly path: string }[]).map(({ path }) => path);
    expect([status, paths]).toEqual([
      0,
      ['/', '/Files', '/Files/Windows', '/Files/Windows/System32', '/Files/app.exe', '/Hives', '/Hives/System_Base'],
    ]);
  });

  it('is reported on with what its files are to a container, and without a root that Windows has not', async () => {
    const { status, stdout } = await runFlense(['inspect', archive('windows/amd64')]);
    expect(status).toBe(0);
    expect(stdout).toContain('the default user (no user is set)');
    expect(stdout).toContain('Biggest directories (Files is drive C: of a container, Hives its registry)');
    expect(stdout).toMatch(/an image for Windows: a container sees what is in \/Files as its drive C:/);
    expect(stdout).not.toMatch(/root|flense slim/);
  });

  it.each(['advise', 'dockerfile', 'k8s', 'slim'])('is refused by %s, which is about Linux', async (command) => {
    const output = join(temporaryDirectory(), 'out');
    const args = [command, archive('windows/amd64'), '--quiet', ...(command === 'slim' ? ['-o', output] : [])];
    expect(await runFlense(args, { temporaryDirectory: temporaryDirectory() })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'flense: expected an image for Linux to plan production for, got one for windows/amd64\n',
    });
    expect(existsSync(output)).toBe(false);
  });
});

describe('an image for Linux that looks like one for Windows', () => {
  it('is none', async () => {
    const { stdout } = await runFlense(['inspect', archive('linux/amd64')]);
    expect(stdout).toContain('root (no user is set)');
    expect(stdout).toContain('Biggest directories (of what a container sees)');
    expect(stdout).not.toContain('Windows:');
  });
});
