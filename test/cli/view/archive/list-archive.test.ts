import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { listArchive, mayBeArchive } from '../../../../src/cli/view/archive/list-archive.ts';
import { InspectError } from '../../../../src/model/errors.ts';
import { defaultLimits } from '../../../../src/model/limits.ts';
import { layer } from '../../../support/layers.ts';

const list = (bytes: Uint8Array, isTruncated = false) => listArchive(Buffer.from(bytes), isTruncated, defaultLimits);
const file = (path: string, sizeBytes: number) => ({ path, kind: 'file', sizeBytes, linkTarget: null });

function ar(...members: readonly (readonly [name: string, content: string])[]): Buffer {
  const parts = members.map(([name, content]) => {
    const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`;
    return header + content + (content.length % 2 === 1 ? '\n' : '');
  });
  return Buffer.from(`!<arch>\n${parts.join('')}`, 'latin1');
}

describe('listArchive', () => {
  it.each([
    ['a tar', (bytes: Uint8Array) => bytes, 'tar'],
    ['a compressed tar', gzipSync, 'tar, gzip'],
  ])('lists %s with its links', async (_, pack, format) => {
    const bytes = pack(layer({ '/d/': 0, '/d/a': 700, '/d/l': { linkTarget: 'a' } }));
    expect(await list(bytes)).toEqual({
      format,
      isComplete: true,
      members: [
        { path: 'd/', kind: 'directory', sizeBytes: 0, linkTarget: null },
        file('d/a', 700),
        { path: 'd/l', kind: 'symlink', sizeBytes: 0, linkTarget: 'a' },
      ],
    });
  });

  it('lists what there is of an archive of which the end was not read', async () => {
    const whole = layer({ '/a': 10_000, '/b': 10_000 });
    expect(await list(whole.subarray(0, 8_000), true)).toEqual({ format: 'tar', isComplete: false, members: [file('a', 10_000)] });
    const packed = gzipSync(whole);
    expect(await list(packed.subarray(0, packed.length - 20), true)).toMatchObject({ isComplete: false });
    await expect(list(packed.subarray(0, packed.length - 20))).rejects.toThrow(expect.objectContaining({ code: 'malformed-compression' }));
  });

  it('lists a zip by the directory at its end', async () => {
    const bytes = zipSync({ 'META-INF/': new Uint8Array(), 'META-INF/a': new Uint8Array(300), 'ä.txt': Uint8Array.of(1) });
    const members = [{ path: 'META-INF/', kind: 'directory', sizeBytes: 0, linkTarget: null }, file('META-INF/a', 300), file('ä.txt', 1)];
    expect(await list(bytes)).toEqual({ format: 'zip', isComplete: true, members });
  });

  it('lists a zip that has something in front of it', async () => {
    const bytes = zipSync({ a: Uint8Array.of(1, 2) });
    expect(await list(Buffer.concat([Buffer.from('PK\u0003\u0004 stub'), bytes]))).toMatchObject({ members: [file('a', 2)] });
  });

  it('lists an ar archive with the long names of GNU and of BSD', async () => {
    const bytes = ar(
      ['/', 'symbols'],
      ['//', 'a-name-that-is-longer.o/\nanother-that-is-longer.o/\n'],
      ['short.o/', 'abc'],
      ['/25', 'abcd'],
      ['#1/12', 'bsd-name\0\0\0\0xy'],
    );
    expect(await list(bytes)).toEqual({
      format: 'ar',
      isComplete: true,
      members: [file('short.o', 3), file('another-that-is-longer.o', 4), file('bsd-name', 2)],
    });
  });

  it.each([
    ['text', Buffer.from('plain text')],
    ['nothing', Buffer.alloc(0)],
    ['compressed text', gzipSync('plain text')],
  ])('finds no archive in %s', async (_, bytes) => {
    expect(await list(bytes)).toBe(null);
  });

  it('does not think that text may be an archive', () => {
    expect([Buffer.from('PK is a name'), Buffer.from('!<arch'), Buffer.from('a')].map(mayBeArchive)).toEqual([false, false, false]);
  });

  it('refuses a zip that was cut off, and an ar archive with a broken header', async () => {
    const zip = zipSync({ a: Uint8Array.of(1, 2) });
    await expect(list(zip.subarray(0, 40))).rejects.toThrow(expect.objectContaining({ code: 'malformed-tar' }));
    await expect(list(zip, true)).rejects.toThrow(expect.objectContaining({ code: 'limit' }));
    await expect(list(Buffer.from(`!<arch>\n${'x'.repeat(60)}`))).rejects.toThrow(expect.objectContaining({ code: 'malformed-tar' }));
  });

  it('lists or refuses whatever a broken archive has', async () => {
    const archives = [
      layer({ '/a': 10, '/b': 5 }),
      gzipSync(layer({ '/a': 10 })),
      zipSync({ a: Uint8Array.of(1), b: Uint8Array.of(2) }),
      ar(['a', 'x']),
    ];
    const broken = fc.tuple(fc.constantFrom(...archives), fc.nat(), fc.nat(255)).map(([bytes, at, value]) => {
      const copy = Buffer.from(bytes);
      copy[at % copy.length] = value;
      return copy;
    });
    await fc.assert(
      fc.asyncProperty(broken, async (bytes) => {
        const result = await list(bytes).catch((error: unknown) => error);
        return result === null || result instanceof InspectError || (typeof result === 'object' && 'members' in result);
      }),
      { numRuns: 200 },
    );
  });
});
