import { closeSync, openSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileWindow } from '../../src/tar/file-window.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));

function window(offset: number, sizeBytes: number): FileWindow {
  const fd = openSync(temporaryFile('bytes', bytes), 'r');
  onTestFinished(() => closeSync(fd));
  return new FileWindow(fd, offset, sizeBytes);
}

describe('a file window', () => {
  it('shows any range, in any order', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 160_000 }), fc.integer({ min: 0, max: 100_000 }));
    const shown = window(1_000, 150_000);
    fc.assert(
      fc.property(range, ([position, length]) => {
        const expected = bytes.subarray(1_000 + Math.min(position, 150_000), 1_000 + Math.min(position + length, 150_000));
        expect(shown.view(position, length).equals(expected)).toBe(true);
        expect(shown.seek(position, length)).toBe(expected.length);
      }),
      { numRuns: 200 },
    );
  });

  it('shows less at the end of its range, and nothing behind it', () => {
    const shown = window(0, 100);
    expect([shown.view(90, 20).length, shown.view(100, 1).length, shown.view(5_000, 1).length, shown.view(90, 10).length]).toEqual([
      10, 0, 0, 10,
    ]);
  });

  it('shows less where the file is shorter than its range', () => {
    const shown = window(199_990, 1_000);
    expect([shown.view(0, 512).length, shown.view(512, 512).length]).toEqual([10, 0]);
  });

  it('shows more than it reads at once', () => {
    expect(window(0, 200_000).view(1, 150_000).equals(bytes.subarray(1, 150_001))).toBe(true);
  });
});
