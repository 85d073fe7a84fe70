import { closeSync, openSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { FileBlob } from '../../src/model/image.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

let blobs = 0;

/** Bytes in an open file of their own, behind some others, until the running test ends. */
export function fileBlob(bytes: Uint8Array): FileBlob {
  const before = Buffer.from('before');
  const fd = openSync(temporaryFile('blob', Buffer.concat([before, bytes, Buffer.from('behind')])), 'r');
  onTestFinished(() => closeSync(fd));
  blobs += 1;
  return { kind: 'file', fd, offset: before.length, sizeBytes: bytes.length, fileId: `file ${blobs}` };
}
