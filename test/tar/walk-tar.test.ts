import { closeSync, openSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import { FileWindow } from '../../src/tar/file-window.ts';
import { walkTar } from '../../src/tar/walk-tar.ts';
import { temporaryFile } from '../support/temporary-directory.ts';
import { randomArchive } from './random-archive.ts';
import { archive, block, long, member, padded, pax } from './tar-blocks.ts';
import { cut, outcome, walk, walkChunks, walkFile } from './walked.ts';

describe('the two walks of an archive', () => {
  it('tell the same of every archive, in chunks of every size', () => {
    const chunkLengths = fc.array(fc.oneof(fc.constantFrom(1, 2, 511, 512, 513, 1_024), fc.integer({ min: 1, max: 5_000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(randomArchive, chunkLengths, (tar, lengths) => {
        const whole = walkChunks([tar]);
        expect(whole.failure).toBeNull();
        expect(walkChunks(cut(tar, lengths))).toEqual(whole);
        expect(walkFile(tar)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('come to the same end wherever an archive breaks off', () => {
    const parts = [pax({ path: 'a'.repeat(600) }), member({}, 'x'.repeat(700)), long('L', 'b'.repeat(200)), block({ type: '5' })];
    const map = pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '900' });
    const tar = Buffer.concat([...parts, map, block({ size: 1_024 + 3 }), Buffer.alloc(1_024, '300\n'), padded('abc')]);
    for (const length of [0, 1, 100, ...boundaries(tar.length)]) {
      const [byPosition, streamed] = [walkFile(tar.subarray(0, length)), walkChunks([tar.subarray(0, length)])];
      expect(`${length} ${outcome(byPosition)}`).toBe(`${length} ${outcome(streamed)}`);
    }
  });

  it('come to the same end of an archive with any byte changed', () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(randomArchive, fc.array(change, { minLength: 1, maxLength: 3 }), (tar, changes) => {
        const altered = Buffer.from(tar);
        for (const [place, by] of changes) if (altered.length > 0) altered[Math.floor(place * (altered.length - 1))]! ^= by;
        expect(outcome(walkFile(altered))).toBe(outcome(walkChunks(cut(altered, [100]))));
      }),
      { numRuns: 40 },
    );
  });

  it('come to the same end of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(outcome(walkFile(bytes))).toBe(outcome(walkChunks(cut(bytes, [7]))));
      }),
      { numRuns: 40 },
    );
  });
});

describe('an archive that breaks off', () => {
  const tar = Buffer.concat([member({ name: 'first' }, 'x'.repeat(600)), pax({ path: 'second' }), member({}, 'y')]);

  it.each<[place: string, length: number, message: RegExp]>([
    ['in a header', 100, /^malformed-tar: expected 512 more bytes of the tar at byte 0, got 100 and the end of the file$/],
    ['behind a header', 512, /^malformed-tar: expected 1024 more bytes of the tar at byte 512, got 0 and the end of the file$/],
    ['in a content', 1_000, /^malformed-tar: expected 1024 more bytes of the tar at byte 512, got 488 and/],
    ['in the padding of a content', 1_200, /^malformed-tar: expected 1024 more bytes of the tar at byte 512, got 688 and/],
    ['in an extension header', 2_050, /^malformed-tar: expected 512 more bytes of the tar at byte 2048, got 2 and/],
    ['in the padding of an extension header', 2_500, /^malformed-tar: expected 512 more bytes of the tar at byte 2048, got 452 and/],
    ['in the last padding', tar.length - 1, /^malformed-tar: expected 512 more bytes/],
  ])('%s is refused, and says where', (_, length, message) => {
    expect(walk(tar.subarray(0, length)).failure).toMatch(message);
  });

  it('between two members is whole, as some writers leave no end', () => {
    expect(walk(tar.subarray(0, 1_536)).members.map(({ name }) => name)).toEqual(['first']);
  });
});

describe('walkTar', () => {
  it('walks a part of a file, and tells positions in that part', () => {
    const tar = archive(member({ name: 'a' }, 'abc'), block({ name: 'b' }));
    const fd = openSync(temporaryFile('outer', Buffer.concat([Buffer.alloc(777, 'x'), tar, Buffer.alloc(2_000, 'y')])), 'r');
    const found: unknown[] = [];
    walkTar(new FileWindow(fd, 777, tar.length), defaultLimits, ({ name, dataPosition }) => found.push([name.toString(), dataPosition]));
    closeSync(fd);
    expect(found).toEqual([
      ['a', 512],
      ['b', 1_536],
    ]);
  });

  it('does not read on behind its part of a file', () => {
    const tar = Buffer.concat([member({ name: 'a' }, 'abc'), block({ name: 'b' })]);
    const fd = openSync(temporaryFile('outer', tar), 'r');
    expect(() => walkTar(new FileWindow(fd, 0, 1_100), defaultLimits, () => {})).toThrow(
      'expected 512 more bytes of the tar at byte 1024, got 76',
    );
    closeSync(fd);
  });
});

/** Around each block. */
function boundaries(length: number): readonly number[] {
  return Array.from({ length: Math.ceil(length / 512) }, (_, i) => 512 * (i + 1)).flatMap((at) => [at - 1, at, at + 1]);
}
