import { describe, expect, it } from 'vitest';
import { startedBy, warningsOf } from './trace-script.ts';

describe('what a command prints', () => {
  it.each([
    ['uname -m', 'linux/amd64', '/opt/x86_64'],
    ['arch', 'linux/arm64', '/opt/aarch64'],
    ['uname -m', 'linux/ppc64le', '/opt/ppc64le'],
    ['dpkg --print-architecture', 'linux/386', '/opt/i386'],
  ])('is known of %s on %s', async (command, platform, expected) => {
    const text = `"/opt/$(${command})"`;
    expect(await startedBy({ text, platform })).toEqual([command, expected]);
    expect(await warningsOf({ text, platform })).toEqual([]);
  });

  it.each([
    ['uname -p', 'linux/amd64'],
    ['uname -m -p', 'linux/amd64'],
    ['uname', 'linux/amd64'],
    ['uname -m', 'linux/386'],
    ['arch', 'linux/386'],
    ['uname -m', 'linux/constructor'],
  ])('is not known of %s on %s', async (command, platform) => {
    const text = `"/opt/$(${command})"`;
    expect(await startedBy({ text, platform })).toEqual([command]);
    expect((await warningsOf({ text, platform })).map((line) => line.split(':')[0])).toEqual(['1 shell-unresolved-command']);
  });
});
