import { closeSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import type { FileBlob } from '../../src/model/image.ts';
import { readRange } from '../../src/tar/read-range.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';

function blobOf(path: string, sizeBytes: number, offset = 0): FileBlob {
  const fd = openSync(path, 'r');
  onTestFinished(() => closeSync(fd));
  return { kind: 'file', fd, offset, sizeBytes, fileId: 'x' };
}

const digits = (): FileBlob => blobOf(temporaryFile('a', Buffer.from('0123456789')), 6, 2);

describe('readRange', () => {
  it.each([
    [0, 3, '234'],
    [4, 100, '67'],
    [6, 1, ''],
    [9, 1, ''],
  ])('at %d gives up to %d bytes of the blob', (position, length, expected) => {
    expect(readRange(digits(), position, length).toString()).toBe(expected);
  });

  it('is shorter where the file has become so', () => {
    expect(readRange({ ...digits(), sizeBytes: 100 }, 0, 100).toString()).toBe('23456789');
  });

  it('says what the system says when it cannot be read', () => {
    const directory = blobOf(temporaryDirectory(), 100);
    expect(() => readRange(directory, 0, 10)).toThrow(new InspectError('unreadable', 'expected to read 10 bytes at byte 0, got EISDIR'));
  });
});
