import { describe, expect, it } from 'vitest';
import type { ImageView } from '../../src/analyze/image-view.ts';
import { resolvePath } from '../../src/filesystem/resolve-path.ts';
import { findLibrary, type LibrarySearch, type LoadedObject, type LoaderSettings } from '../../src/program/find-library.ts';
import { viewOf } from '../analyzers/view-of.ts';
import { type ElfInput, elf } from '../support/elf.ts';
import type { LayerInput } from '../support/layers.ts';

const nothing: LoaderSettings = { cache: null, configured: [], musl: null };

type Case = {
  readonly files: LayerInput;
  readonly settings?: Partial<LoaderSettings>;
  readonly libraryPath?: readonly string[];
  readonly isMusl?: boolean;
  readonly name?: string;
};

function library(input: ElfInput = {}): Uint8Array {
  return elf({ type: 'shared', soname: 'libx.so.1', ...input });
}

async function viewWith(files: LayerInput): Promise<ImageView> {
  return viewOf({}, { layers: [files] });
}

function loaded(view: ImageView, path: string, loadedBy: LoadedObject | null = null): LoadedObject {
  const node = resolvePath(view.tree, path)!;
  return { path, node, elf: view.elf(node)!, loadedBy };
}

function searchIn(view: ImageView, { settings = {}, libraryPath = [], isMusl = false }: Partial<Case>): LibrarySearch {
  return { tree: view.tree, elfAt: view.elf, settings: { ...nothing, ...settings }, libraryPath, isMusl };
}

async function found(program: ElfInput, { name = 'libx.so.1', files, ...more }: Case): Promise<string | null> {
  const view = await viewWith({ '/app/bin/program': elf({ interpreter: '/lib64/ld-linux-x86-64.so.2', ...program }), ...files });
  return findLibrary(name, loaded(view, '/app/bin/program'), searchIn(view, more))?.path ?? null;
}

const everywhere = {
  '/r/libx.so.1': library(),
  '/e/libx.so.1': library(),
  '/c/libx.so.1': library(),
  '/lib/x86_64-linux-gnu/libx.so.1': library(),
  '/usr/lib/libx.so.1': library(),
};
const cache = new Map([['libx.so.1', ['/c/libx.so.1']]]);

describe('findLibrary', () => {
  it.each<readonly [string, ElfInput, Case, string | null]>([
    ['RPATH comes before LD_LIBRARY_PATH', { rpath: '/r' }, { files: everywhere, libraryPath: ['/e'] }, '/r/libx.so.1'],
    ['LD_LIBRARY_PATH comes before RUNPATH', { runpath: '/r' }, { files: everywhere, libraryPath: ['/e'] }, '/e/libx.so.1'],
    ['RPATH is nothing beside RUNPATH', { rpath: '/r', runpath: '/none' }, { files: everywhere, settings: { cache } }, '/c/libx.so.1'],
    ['RUNPATH comes before the cache', { runpath: '/r' }, { files: everywhere, settings: { cache } }, '/r/libx.so.1'],
    ['the cache comes before the usual directories', {}, { files: everywhere, settings: { cache } }, '/c/libx.so.1'],
    ['directories of the machine come before the common ones', {}, { files: everywhere }, '/lib/x86_64-linux-gnu/libx.so.1'],
    ['configured directories are the last', {}, { files: { '/o/libx.so.1': library() }, settings: { configured: ['/o'] } }, '/o/libx.so.1'],
    ['what is in none of them is not found', {}, { files: { '/o/libx.so.1': library() } }, null],
    [
      'a library of another machine is passed over',
      { rpath: '/r' },
      { files: { '/r/libx.so.1': library({ machine: 'aarch64' }), '/usr/lib/libx.so.1': library() } },
      '/usr/lib/libx.so.1',
    ],
    ['a library of another class is passed over', { rpath: '/r' }, { files: { '/r/libx.so.1': library({ class: 32 }) } }, null],
    ['a linker script is no library', { rpath: '/r' }, { files: { '/r/libx.so.1': 'INPUT(libx.so.1.2)' } }, null],
    [
      '$ORIGIN is where the program lies',
      { rpath: '$ORIGIN/../lib' },
      { files: { '/app/lib/libx.so.1': library() } },
      '/app/bin/../lib/libx.so.1',
    ],
    [
      '$LIB is a directory of the machine',
      { runpath: '/opt/$LIB' },
      { files: { '/opt/lib/x86_64-linux-gnu/libx.so.1': library() } },
      '/opt/lib/x86_64-linux-gnu/libx.so.1',
    ],
    ['a name with a slash is a path', {}, { name: '/o/libx.so.1', files: { '/o/libx.so.1': library() } }, '/o/libx.so.1'],
    ['musl looks where its path file says', {}, { files: everywhere, isMusl: true, settings: { musl: ['/e'] } }, '/e/libx.so.1'],
    [
      'musl looks into /lib first unless told',
      {},
      { files: { '/lib/libx.so.1': library(), ...everywhere }, isMusl: true },
      '/lib/libx.so.1',
    ],
    ['musl takes LD_LIBRARY_PATH before RPATH', { rpath: '/r' }, { files: everywhere, isMusl: true, libraryPath: ['/e'] }, '/e/libx.so.1'],
  ])('%s', async (_, program, input, expected) => {
    expect(await found(program, input)).toBe(expected);
  });

  it('inherits RPATH, and not RUNPATH, from what loaded a library', async () => {
    const names = ['rpath', 'runpath'] as const;
    const results = await Promise.all(
      names.map(async (name) => {
        const view = await viewWith({
          '/p': elf({ interpreter: '/ld', needed: ['liby.so'], [name]: '/r' }),
          '/r/liby.so': library({ soname: 'liby.so', needed: ['libx.so.1'] }),
          '/r/libx.so.1': library(),
        });
        return findLibrary('libx.so.1', loaded(view, '/r/liby.so', loaded(view, '/p')), searchIn(view, {}))?.path ?? null;
      }),
    );
    expect(results).toEqual(['/r/libx.so.1', null]);
  });

  it('names the variants for better processors beside the library that any can run', async () => {
    const view = await viewWith({
      '/p': elf({ interpreter: '/ld' }),
      '/usr/lib/libx.so.1': library(),
      '/usr/lib/glibc-hwcaps/x86-64-v3/libx.so.1': library(),
    });
    const result = findLibrary('libx.so.1', loaded(view, '/p'), searchIn(view, {}));
    expect([result?.path, result?.variants]).toEqual(['/usr/lib/libx.so.1', ['/usr/lib/glibc-hwcaps/x86-64-v3/libx.so.1']]);
  });

  it.each([
    ['aarch64', 64, 'little', 'aarch64-linux-gnu'],
    ['arm', 32, 'little', 'arm-linux-gnueabihf'],
    ['386', 32, 'little', 'i386-linux-gnu'],
    ['riscv', 64, 'little', 'riscv64-linux-gnu'],
    ['s390x', 64, 'big', 's390x-linux-gnu'],
    ['ppc64', 64, 'little', 'powerpc64le-linux-gnu'],
  ] as const)('knows the directories of %s', async (machine, wide, endian, tuple) => {
    const made = { machine, class: wide, endian } as const;
    expect(await found(made, { files: { [`/usr/lib/${tuple}/libx.so.1`]: library(made) } })).toBe(`/usr/lib/${tuple}/libx.so.1`);
  });
});
