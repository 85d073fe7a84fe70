import { describe, expect, it } from 'vitest';
import { mixedPlatform } from '../../analyzers/mixed-platform.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { program } from './programs.ts';

describe('mixed-platform', () => {
  it('tells what is for which machine, and the bytes of it', async () => {
    const [arm, other] = [program({ machine: 'aarch64' }), program({ machine: 'riscv' })];
    const size = (arm.content as Uint8Array).length + (other.content as Uint8Array).length;
    const findings = await findingsOf(mixedPlatform, { layers: [{ '/a': arm, '/b': other, '/c': program() }] });
    expect(findings.map(({ code, summary, bytes }) => ({ code, summary, bytes }))).toEqual([
      { code: 'mixed-platform/foreign', summary: '2 programs and libraries are for aarch64 and riscv, the image for amd64', bytes: size },
    ]);
  });

  it('weighs the program that the container starts', async () => {
    const layers = [{ '/app': program({ machine: 'aarch64' }) }];
    expect(
      (await findingsOf(mixedPlatform, { layers, config: { Entrypoint: ['/app'] } })).map(({ code, summary }) => [code, summary]),
    ).toEqual([['mixed-platform/entrypoint', 'the container does not start: /app is for aarch64, the image for amd64']]);
  });

  it.each([
    ['programs of 32 bits on amd64', 'linux/amd64', program({ class: 32, machine: '386' }), '/lib/x'],
    ['programs of 32 bits on arm64', 'linux/arm64', program({ class: 32, machine: 'arm' }), '/lib/x'],
    ['the right machine', 'linux/s390x', program({ machine: 's390x', endian: 'big' }), '/x'],
    ['object files', 'linux/amd64', { content: program({ machine: 'arm' }).content!, mode: 0o644 }, '/go/testdata/x'],
    ['programs of eBPF', 'linux/amd64', program({ machine: 247 }), '/x'],
    ['an architecture that we do not know', 'linux/sparc64', program(), '/x'],
    ['an image for another system', 'windows/amd64', program({ machine: 'arm' }), '/Files/x'],
    ['scripts', 'linux/arm64', { content: '#!/bin/sh\n', mode: 0o755 }, '/x'],
  ])('is silent about %s', async (_, platform, entry, path) => {
    expect(await seenBy(mixedPlatform, { platform, layers: [{ [path]: entry }] })).toEqual([]);
  });
});
