import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cargoReader } from '../../../src/analyze/packages/cargo.ts';
import { elf } from '../../support/elf.ts';
import { readingOf } from './reading-of.ts';

const list = {
  packages: [
    { name: 'adler', version: '0.2.3', source: 'registry' },
    { name: 'app', version: '1.0.0', source: 'local', root: true, dependencies: [0] },
    { name: 'cc', version: '1.0.1', source: 'crates.io', kind: 'build' },
    { name: 'libc', version: '0.2.9', source: 'crates.io', kind: 'runtime' },
  ],
};

function program(section: Uint8Array): { readonly content: Uint8Array; readonly mode: number } {
  return { content: elf({ interpreter: '/lib64/ld-linux-x86-64.so.2', strings: ['x'.repeat(100_000)], rustCrates: section }), mode: 0o755 };
}

describe('crates in Rust binaries', () => {
  it('are the one that was built, which owns the file, and those that were linked into it', async () => {
    const content = program(deflateSync(JSON.stringify(list)));
    const { packages, unreadable } = await readingOf(cargoReader, {
      layers: [{ '/app': content, '/gone': content, '/c': elf({}) }, { '/.wh.gone': 0 }],
    });
    expect(unreadable).toEqual([]);
    const common = { type: 'cargo', license: null, path: '/app', layer: 0, directories: [] };
    expect(packages).toEqual([
      { ...common, name: 'app', version: '1.0.0', purl: 'pkg:cargo/app@1.0.0', files: ['/app'] },
      { ...common, name: 'adler', version: '0.2.3', purl: 'pkg:cargo/adler@0.2.3', files: [] },
      { ...common, name: 'libc', version: '0.2.9', purl: 'pkg:cargo/libc@0.2.9', files: [] },
    ]);
  });

  it.each([
    ['that is not compressed', Buffer.from(JSON.stringify(list))],
    ['that is no list', deflateSync('{"packages":{}}')],
    ['that becomes far larger', deflateSync(Buffer.alloc(9 * 1_048_576, ' '))],
    ['that is empty', new Uint8Array()],
  ])('are told where the list cannot be read: one %s', async (_, section) => {
    expect(await readingOf(cargoReader, { layers: [{ '/app': program(section) }] })).toEqual({
      packages: [],
      unreadable: [{ path: '/app', reason: 'expected a list of crates as compressed JSON' }],
    });
  });

  it('survive lists that make no sense', async () => {
    const odd = { packages: [5, null, {}, { name: '', version: '1' }, { name: 'a', version: 1 }, { name: 'b/../c', version: '' }] };
    const { packages } = await readingOf(cargoReader, { layers: [{ '/app': program(deflateSync(JSON.stringify(odd))) }] });
    expect(packages.map(({ name, purl }) => [name, purl])).toEqual([['b/../c', 'pkg:cargo/b%2F..%2Fc']]);
  });
});
