import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ElfFacts } from '../../../src/model/facts.ts';
import { type ElfInput, elf, elfMachines } from '../../support/elf.ts';
import { randomElf } from '../random-layer.ts';
import { gathered } from './gathered.ts';

const bare: ElfFacts = {
  class: 64,
  endian: 'little',
  machine: 'x86-64',
  type: 'executable',
  isPie: false,
  isStatic: true,
  interpreter: null,
  soname: null,
  needed: [],
  rpath: null,
  runpath: null,
  versionNeeds: {},
  versionDefinitions: [],
  isStripped: true,
  strippableBytes: 0,
  goBuildInfo: null,
};

const program = { content: elf(), mode: 0o755 };

async function facts(input: ElfInput, mode = 0o755): Promise<ElfFacts | null> {
  return (await gathered({ content: elf(input), mode })).elf;
}

describe('the facts of an ELF file', () => {
  it('that is all there is are of a static program', async () => {
    expect(await gathered(program)).toEqual({ elf: bare, script: null, unreadable: null });
  });

  const encodings = ([32, 64] as const).flatMap((size) => (['little', 'big'] as const).map((endian) => [size, endian] as const));

  it.each(encodings)('of %i bits, %s endian, are what it was made of', async (size, endian) => {
    const goBuildInfo = { goVersion: 'go1.22.4', moduleInfo: 'path\texample.com/main\nmod\texample.com/main\t(devel)\t\n' };
    const input = {
      class: size,
      endian,
      type: 'shared',
      interpreter: '/lib/ld-linux.so.2',
      needed: ['libc.so.6', 'libm.so.6'],
      soname: 'libexample.so.1',
      rpath: '$ORIGIN/../lib',
      runpath: '/opt/lib',
      isPie: true,
      versionNeeds: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.2.5'], 'libm.so.6': ['GLIBC_2.29'] },
      versionDefinitions: ['EX_1', 'EX_2'],
      symbolTableBytes: 480,
      debugBytes: 1_000,
      goBuildInfo,
    } as const;
    expect(await facts(input)).toEqual({
      ...bare,
      class: size,
      endian,
      type: 'shared',
      isPie: true,
      isStatic: false,
      interpreter: '/lib/ld-linux.so.2',
      needed: ['libc.so.6', 'libm.so.6'],
      soname: 'libexample.so.1',
      rpath: '$ORIGIN/../lib',
      runpath: '/opt/lib',
      versionNeeds: { 'libc.so.6': ['GLIBC_2.34', 'GLIBC_2.2.5'], 'libm.so.6': ['GLIBC_2.29'] },
      versionDefinitions: ['EX_1', 'EX_2'],
      isStripped: false,
      strippableBytes: 480 + 1 + 1_000,
      goBuildInfo,
    });
  });

  it('name the machine, or give its number', async () => {
    const names = Object.keys(elfMachines) as (keyof typeof elfMachines)[];
    const found = await Promise.all(names.map(async (machine) => (await facts({ machine }))?.machine));
    expect(found).toEqual(names.map((name) => (name === '386' ? 'i386' : name)));
    expect((await facts({ machine: 999 }))?.machine).toBe('machine-999');
  });

  it.each<[title: string, input: ElfInput, mode: number, expected: Partial<ElfFacts>]>([
    ['a dynamic program', { type: 'executable', interpreter: '/ld.so', needed: ['libc.so.6'] }, 0o755, { isStatic: false, isPie: false }],
    [
      'a position-independent one',
      { interpreter: '/ld.so', needed: ['libc.so.6'] },
      0o755,
      { type: 'shared', isStatic: false, isPie: true },
    ],
    ['a static position-independent one', { isPie: true }, 0o755, { type: 'shared', isStatic: true, isPie: true }],
    ['a library', { soname: 'liba.so' }, 0o644, { type: 'shared', isStatic: false, isPie: false }],
    ['a library that can be run, if it is not to be run', { soname: 'libc.so.6', interpreter: '/ld.so' }, 0o644, { isPie: false }],
    ['an object file', { type: 'relocatable' }, 0o644, { type: 'relocatable', isStatic: false }],
    ['a core', { type: 'core' }, 0o644, { type: 'core', isStatic: false }],
  ])('tell %s from others', async (_, input, mode, expected) => {
    expect(await facts(input, mode)).toMatchObject(expected);
  });

  it.each<[title: string, input: ElfInput, isStripped: boolean | null, strippableBytes: number]>([
    ['with a symbol table', { symbolTableBytes: 240 }, false, 241],
    ['with debug information alone', { debugBytes: 77 }, true, 77],
    ['with neither', {}, true, 0],
    ['without section headers nobody knows', { hasSectionHeaders: false }, null, 0],
    ['without section headers there may be needs all the same', { hasSectionHeaders: false, needed: ['a.so'] }, null, 0],
  ])('say what strip would take %s', async (_, input, isStripped, strippableBytes) => {
    expect(await facts(input)).toMatchObject({ isStripped, strippableBytes, needed: input.needed ?? [] });
  });

  it('find the build information of Go without section headers', async () => {
    const goBuildInfo = { goVersion: 'go1.21.0', moduleInfo: '' };
    expect((await facts({ goBuildInfo, hasSectionHeaders: false }))?.goBuildInfo).toEqual(goBuildInfo);
    expect(
      (await facts({ goBuildInfo: { goVersion: 'go1.21.0', moduleInfo: `dep\t${'x'.repeat(9_000)}\n` } }))?.goBuildInfo?.moduleInfo,
    ).toHaveLength(9_005);
  });

  it('need not lie in the first bytes', async () => {
    expect(await facts({ textBytes: 3_000_000, needed: ['liba.so'], symbolTableBytes: 48, debugBytes: 100 })).toMatchObject({
      needed: ['liba.so'],
      isStripped: false,
      strippableBytes: 149,
    });
  });
});

describe('what is not quite an ELF file', () => {
  it.each<[title: string, content: Uint8Array, unreadable: string | null]>([
    ['its magic alone', Buffer.from('\x7fELF'), 'expected a whole ELF header'],
    ['half a header', elf().subarray(0, 40), 'expected a whole ELF header'],
    ['an unknown class', patched(elf(), 4, 3), 'expected a whole ELF header'],
    ['an unknown byte order', patched(elf(), 5, 0), 'expected a whole ELF header'],
    ['program headers of no size', patched(elf(), 54, 1), 'expected ELF program headers of 56 bytes, got 1'],
    ['program headers far away', patched(elf(), 33, 0x40), 'expected the ELF program headers in the first 4,096 bytes'],
    ['a look-alike', Buffer.from('\x7fELG and so on'), null],
    ['three bytes', Buffer.from('\x7fEL'), null],
  ])('%s is told, and has no facts', async (_, content, unreadable) => {
    expect(await gathered(content)).toEqual({ elf: null, script: null, unreadable });
  });

  it('may be cut anywhere', async () => {
    const whole = elf({ interpreter: '/ld.so', needed: ['libc.so.6'], versionNeeds: { 'libc.so.6': ['V'] }, symbolTableBytes: 48 });
    for (let length = 4; length < whole.length; length += 97) {
      const { elf: facts, unreadable } = await gathered(whole.subarray(0, length));
      expect(facts === null).toBe(unreadable !== null);
    }
  });

  it('may have any bytes changed', async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(randomElf, fc.array(change, { minLength: 1, maxLength: 20 }), async (bytes, changes) => {
        const altered = Buffer.from(bytes);
        // Mostly where the headers are.
        for (const [place, value] of changes) altered[Math.floor(place ** 3 * (altered.length - 1))] = value;
        const { elf: facts, unreadable } = await gathered({ content: altered, mode: 0o755 });
        expect(facts === null || unreadable === null).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('may have versions that run in circles, or never end', async () => {
    const bytes = Buffer.from(elf({ needed: ['liba.so'], versionNeeds: { 'liba.so': ['V1'] } }));
    // vn_version and vn_cnt, each 1; vn_file; vn_aux, which is 16; vn_next, which is 0.
    const needs = [...bytes.keys()].find((at) => bytes.subarray(at, at + 4).equals(Buffer.of(1, 0, 1, 0)) && isNeed(bytes.subarray(at)))!;
    const endless = Buffer.from(bytes);
    endless.writeUInt16LE(0xffff, needs + 2);
    expect((await gathered(endless)).elf?.versionNeeds).toEqual({ 'liba.so': ['V1'] });
    // Back over the same need, again and again.
    endless.writeUInt32LE(2 ** 32 - 1, needs + 16 + 12);
    endless.writeUInt32LE(1, needs + 12);
    expect((await gathered(endless)).elf?.needed).toEqual(['liba.so']);
  });
});

function isNeed(bytes: Buffer): boolean {
  return bytes.length >= 32 && bytes.readUInt32LE(8) === 16 && bytes.readUInt32LE(12) === 0;
}

function patched(bytes: Uint8Array, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}
