import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type ElfInput, elf, elfMachines } from './elf.ts';
import { temporaryFile } from './temporary-directory.ts';

function readelf(bytes: Uint8Array, ...options: readonly string[]): { readonly lines: readonly string[]; readonly complaints: string } {
  const path = temporaryFile('a.elf', bytes);
  const { stdout, stderr } = spawnSync('readelf', ['-W', ...options, path], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return { lines: stdout.split('\n').map((line) => line.trim()), complaints: stderr };
}

const hasReadelf = spawnSync('readelf', ['--version']).status === 0;
const hasGo = spawnSync('go', ['version']).status === 0;

const program: ElfInput = {
  interpreter: '/lib/ld.so',
  isPie: true,
  needed: ['libc.so.6', 'libm.so.6'],
  runpath: '$ORIGIN/../lib',
  versionNeeds: { 'libc.so.6': ['GLIBC_2.2.5', 'GLIBC_2.34'], 'libm.so.6': ['GLIBC_2.29'] },
  strings: ['libdlopened.so.1'],
};
const library: ElfInput = {
  soname: 'libx.so.1',
  rpath: '/opt/x',
  versionDefinitions: ['X_1', 'X_2'],
  symbolTableBytes: 480,
  debugBytes: 1000,
};
const goProgram: ElfInput = {
  goBuildInfo: { goVersion: 'go1.22.0', moduleInfo: 'path\texample.org/x\nmod\texample.org/x\tv1.0.0\t\nbuild\tCGO_ENABLED=0\n' },
};

describe.skipIf(!hasReadelf)('elf', () => {
  const shapes: Readonly<Record<string, ElfInput>> = {
    program,
    library,
    goProgram,
    empty: {},
    bare: { ...library, hasSectionHeaders: false },
    object: { type: 'relocatable' },
    core: { type: 'core' },
  };
  const cases = Object.entries(shapes).flatMap(([name, input], index) => {
    const machines = Object.keys(elfMachines) as (keyof typeof elfMachines)[];
    const machine = machines[index % machines.length]!;
    return ([32, 64] as const).flatMap((size) =>
      (['little', 'big'] as const).map((endian) => [name, size, endian, { ...input, class: size, endian, machine }] as const),
    );
  });

  it.each(cases)('writes a %s of %i bits, %s endian, that readelf takes without complaint', (_name, _size, _endian, input) => {
    const { complaints, lines } = readelf(elf(input), '-h', '-l', '-S', '-d', '-V', '-s', '-n');
    expect({ complaints, suspicious: lines.filter((line) => /corrupt|<unknown|<no-strings|past end/.test(line)) }).toEqual({
      complaints: '',
      suspicious: [],
    });
  });

  it('writes the dynamic section that was asked for', () => {
    const { lines } = readelf(elf(program), '-d');
    const entries = lines.flatMap((line) => /\((NEEDED|RUNPATH|FLAGS_1)\) +(.*)$/.exec(line)?.slice(1).join(' ') ?? []);
    expect(entries).toEqual([
      'NEEDED Shared library: [libc.so.6]',
      'NEEDED Shared library: [libm.so.6]',
      'RUNPATH Library runpath: [$ORIGIN/../lib]',
      'FLAGS_1 Flags: PIE',
    ]);
  });

  it('writes versions that are asked for and defined', () => {
    const names = (input: ElfInput): readonly string[] =>
      readelf(elf(input), '-V').lines.flatMap((line) => / Name: (\S+)/.exec(line)?.[1] ?? []);
    expect(names(program)).toEqual(['GLIBC_2.2.5', 'GLIBC_2.34', 'GLIBC_2.29']);
    expect(names(library)).toEqual(['libx.so.1', 'X_1', 'X_2']);
  });

  it('writes sections that strip removes in the size that was asked for', () => {
    const { lines } = readelf(elf(library), '-S');
    const sizes = lines.flatMap((line) => {
      const match = /\] (\.debug_info|\.symtab|\.strtab) +\S+ +\S+ \S+ (\S+)/.exec(line);
      return match === null ? [] : [[match[1], Number.parseInt(match[2] ?? '', 16)]];
    });
    expect(sizes).toEqual([
      ['.debug_info', 1000],
      ['.symtab', 480],
      ['.strtab', 1],
    ]);
  });
});

describe.skipIf(!hasGo)('elf with build information', () => {
  it('is a program of which go version tells the module', () => {
    const path = temporaryFile('go.elf', elf(goProgram));
    const { stdout } = spawnSync('go', ['version', '-m', path], { encoding: 'utf8' });
    expect(stdout).toBe(`${path}: go1.22.0\n\tpath\texample.org/x\n\tmod\texample.org/x\tv1.0.0\t\n\tbuild\tCGO_ENABLED=0\n`);
  });
});
