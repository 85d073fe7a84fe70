import { describe, expect, it } from 'vitest';
import type { SparseMap } from '../../src/model/layer-entry.ts';
import { archive, base256, block, member as packed, padded, pax, paxBody } from './tar-blocks.ts';
import { cut, members, refusal, walk, walkChunks } from './walked.ts';

type Run = readonly [offset: number, length: number];

/** Old GNU: four pairs in the header, further ones 21 to a block. */
function oldSparse(runs: readonly Run[], sizeBytes: number | Uint8Array, stored: number): Buffer {
  const first = runs.slice(0, 4);
  const more = Array.from({ length: Math.ceil((runs.length - first.length) / 21) }, (_, i) => runs.slice(4 + 21 * i, 4 + 21 * (i + 1)));
  const header = block({
    name: 'sparse',
    type: 'S',
    magic: 'gnu',
    size: stored,
    patches: [
      [386, pairs(first)],
      [482, Buffer.of(more.length > 0 ? 1 : 0)],
      [483, typeof sizeBytes === 'number' ? `${sizeBytes.toString(8).padStart(11, '0')}\0` : sizeBytes],
    ],
  });
  const extensions = more.map((some, i) => {
    const bytes = Buffer.alloc(512);
    bytes.set(pairs(some));
    bytes[504] = i + 1 < more.length ? 1 : 0;
    return bytes;
  });
  return Buffer.concat([header, ...extensions, padded(Buffer.alloc(stored, 'd'))]);
}

function pairs(runs: readonly Run[]): Buffer {
  return Buffer.concat(runs.flat().map((value) => (value < 0 ? signed(value) : Buffer.from(`${value.toString(8).padStart(11, '0')}\0`))));
}

function signed(value: number): Buffer {
  const bytes = Buffer.alloc(12, 0xff);
  bytes.writeInt32BE(value, 8);
  return bytes;
}

function formatOne(lines: readonly (number | string)[], stored: string, realSize: string): readonly Buffer[] {
  const map = padded(lines.map((line) => `${line}\n`).join(''));
  const content = Buffer.concat([map, Buffer.from(stored)]);
  const records = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'sparse', 'GNU.sparse.realsize': realSize };
  return [pax(records), packed({ name: 'GNUSparseFile.0/sparse' }, content)];
}

const next = block({ name: 'next' });

function sparse(...parts: readonly Uint8Array[]) {
  const [first, second] = members(archive(...parts, next));
  const { name, kind, sizeBytes, storedBytes, sparse } = first!;
  return { name, kind, sizeBytes, storedBytes, sparse, next: second?.name };
}

describe('a sparse file', () => {
  const map: SparseMap = [
    [0, 3],
    [1_024, 2],
  ];
  const expected = { name: 'sparse', kind: 'file', sizeBytes: 4_096, storedBytes: 5, sparse: map, next: 'next' };

  it('of old GNU has its map in the header', () => {
    expect(sparse(oldSparse(map, 4_096, 5))).toEqual(expected);
  });

  it('of old GNU has more of its map in further blocks', () => {
    const runs = Array.from({ length: 50 }, (_, i): Run => [100 * i, 1]);
    expect(sparse(oldSparse(runs, 10_000, 50))).toEqual({ ...expected, sizeBytes: 10_000, storedBytes: 50, sparse: runs });
  });

  it('of old GNU may be larger than octal can tell', () => {
    expect(sparse(oldSparse([], base256(60_000_000_000, 12), 0))).toEqual({ ...expected, sizeBytes: 6e10, storedBytes: 0, sparse: [] });
  });

  it('of format 0.0 has a record for each number', () => {
    const body = paxBody([
      ['GNU.sparse.offset', '0'],
      ['GNU.sparse.numbytes', '3'],
      ['GNU.sparse.offset', '1024'],
      ['GNU.sparse.numbytes', '2'],
      ['GNU.sparse.size', '4096'],
      ['GNU.sparse.numblocks', '2'],
    ]);
    expect(sparse(packed({ type: 'x' }, body), packed({ name: 'sparse' }, 'abcde'))).toEqual(expected);
  });

  it('of format 0.1 has its map in one record', () => {
    const records = { 'GNU.sparse.map': '0,3,1024,2', 'GNU.sparse.size': '4096', 'GNU.sparse.numblocks': '2', 'GNU.sparse.name': 'sparse' };
    expect(sparse(pax(records), packed({ name: 'x' }, 'abcde'))).toEqual(expected);
  });

  it('of format 1.0 has its map in front of its content', () => {
    expect(sparse(...formatOne([2, 0, 3, 1_024, 2], 'abcde', '4096'))).toEqual(expected);
  });

  it('of format 1.0 may need several blocks for its map', () => {
    const runs = Array.from({ length: 300 }, (_, i): Run => [1_000 * i, 1]);
    const found = sparse(...formatOne([300, ...runs.flat()], 'd'.repeat(300), '1000000'));
    expect(found).toEqual({ ...expected, sizeBytes: 1_000_000, storedBytes: 300, sparse: runs });
  });

  it('of format 1.0 may be all hole', () => {
    expect(sparse(...formatOne([0], '', '4096'))).toEqual({ ...expected, storedBytes: 0, sparse: [] });
  });

  it('has the size that engines take where there are two', () => {
    const records = { 'GNU.sparse.map': '0,3', 'GNU.sparse.size': '10', 'GNU.sparse.realsize': '20', 'GNU.sparse.numblocks': '1' };
    expect(sparse(pax(records), packed({ name: 'sparse' }, 'abc')).sizeBytes).toBe(10);
  });

  it('is told the same in chunks of one byte', () => {
    const tar = archive(
      oldSparse(
        Array.from({ length: 30 }, (_, i): Run => [9 * i, 1]),
        999,
        30,
      ),
      ...formatOne([1, 0, 3], 'abc', '9'),
    );
    expect(walkChunks(cut(tar, [1]))).toEqual(walk(tar));
  });
});

describe('a file that is not sparse', () => {
  it.each<[title: string, records: Readonly<Record<string, string>>]>([
    ['by a name alone', { 'GNU.sparse.name': 'other' }],
    ['by a size alone', { 'GNU.sparse.realsize': '4096', 'GNU.sparse.size': '4096' }],
    ['by a version that nobody knows', { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '1', 'GNU.sparse.name': 'other' }],
    ['by half a version', { 'GNU.sparse.major': '1', 'GNU.sparse.name': 'other' }],
    ['by an empty map', { 'GNU.sparse.map': '', 'GNU.sparse.name': 'other' }],
  ])('%s keeps its name and size, as in engines', (_, records) => {
    const content = padded('0\n');
    expect(sparse(pax(records), packed({ name: 'plain' }, content))).toEqual({
      name: 'plain',
      kind: 'file',
      sizeBytes: 512,
      storedBytes: 512,
      sparse: null,
      next: 'next',
    });
  });
});

describe('a sparse map', () => {
  const zeroOne = (map: string, stored = 'abc', size = '4096'): readonly Uint8Array[] => [
    pax({ 'GNU.sparse.map': map, 'GNU.sparse.size': size }),
    packed({}, stored),
  ];

  it.each<[title: string, parts: readonly Uint8Array[]]>([
    ['with runs that overlap', zeroOne('0,2,1,1')],
    ['with runs out of order', zeroOne('100,1,0,2')],
    ['beyond the file', zeroOne('4095,3')],
    ['with more than is stored', zeroOne('0,4')],
    ['with less than is stored', zeroOne('0,2')],
    ['without a size of the file', [pax({ 'GNU.sparse.map': '100,3' }), packed({}, 'abc')]],
    ['of an odd count', zeroOne('0,3,9')],
    ['of letters', zeroOne('0,x')],
    [
      'with a negative length',
      [
        oldSparse(
          [
            [0, 1_000],
            [1_000, -997],
          ],
          4_096,
          3,
        ),
      ],
    ],
    ['with a negative offset', [oldSparse([[-5, 3]], 4_096, 3)]],
    ['of format 1.0 without a count', formatOne(['x'], 'abc', '10')],
    ['of format 1.0 with a huge count', formatOne([999_999_999], 'abc', '10')],
    ['of format 1.0 with a line of letters', formatOne([1, 'x', 3], 'abc', '10')],
    ['of format 1.0 with an endless line', formatOne([1, '0'.repeat(600), 3], 'abc', '10')],
    ['larger than the stored bytes', [pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }), block({ size: 3 }), padded('0\n')]],
    ['of a link', [pax({ 'GNU.sparse.map': '0,0', 'GNU.sparse.size': '5' }), block({ type: '2', link: 'a' })]],
    [
      'of a directory, in front of a content that it has not',
      [...formatOne([0], '', '0').slice(0, 1), block({ type: '5' }), padded('0\n')],
    ],
  ])('%s is refused', (_, parts) => {
    expect(refusal(archive(...parts))).toMatch(/^malformed-tar: expected /);
  });

  it('that breaks off is refused', () => {
    const runs = Array.from({ length: 50 }, (_, i): Run => [100 * i, 1]);
    expect(refusal(oldSparse(runs, 10_000, 50).subarray(0, 1_024))).toMatch(/^malformed-tar: expected 512 more bytes/);
    const tar = Buffer.concat(formatOne([300, ...runs.flat()], '', '10'));
    expect(refusal(tar.subarray(0, 1_536))).toMatch(/^malformed-tar: expected 512 more bytes/);
  });

  it('of format 1.0 is not read on and on where its lines do not end', () => {
    const [records] = formatOne([], '', '10');
    const endless = Buffer.concat([records!, block({ size: 4e9 }), padded('1000\n'), Buffer.alloc(1_048_576)]);
    expect(walkChunks([endless]).failure).toMatch(/^malformed-tar: expected a sparse map/);
  });
});
