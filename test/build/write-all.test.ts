import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeAll } from '../../src/build/write-all.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function open(path: string): number {
  const fd = openSync(path, 'w');
  onTestFinished(() => closeSync(fd));
  return fd;
}

describe('bytes', () => {
  it('are written after one another', () => {
    const path = join(temporaryDirectory(), 'file');
    const fd = open(path);
    writeAll(fd, Buffer.from('one '), path);
    writeAll(fd, Buffer.from('two'), path);
    expect(readFileSync(path, 'utf8')).toBe('one two');
  });

  it.runIf(process.platform === 'linux')('are refused in one line where the disk is full', () => {
    const fd = open('/dev/full');
    expect(() => writeAll(fd, Buffer.from('bytes'), 'out')).toThrow(
      expect.objectContaining({ code: 'unwritable', message: 'out: expected to write 5 bytes there, got a full disk' }),
    );
  });
});
