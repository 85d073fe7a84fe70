import { readSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import { describeBytes } from '../tar/sniff.ts';
import type { ArrivedFile, StoredFile } from './stored-file.ts';
import { fromSystemError } from './system-error.ts';

const chunkBytes = 1_048_576;

/** Bytes of a stored file; the caller has judged how many there may be. */
export function readStored(blob: StoredFile, lengthBytes = blob.sizeBytes): Buffer {
  const wanted = Math.min(lengthBytes, blob.sizeBytes);
  if (blob.kind === 'arrived') return keptBytes(blob, wanted);
  const bytes = Buffer.allocUnsafe(wanted);
  let filled = 0;
  while (filled < wanted) {
    const read = readAt(blob.fd, bytes.subarray(filled), blob.offset + filled);
    if (read === 0) throw new InspectError('unreadable', `expected ${blob.sizeBytes} bytes, got ${filled}: the file became shorter`);
    filled += read;
  }
  return bytes;
}

/** The bytes of a stored file of any size, piece by piece. A file that became shorter just ends. */
export function* readChunks(blob: FileBlob): Generator<Buffer> {
  for (let position = 0; position < blob.sizeBytes; ) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, blob.sizeBytes - position));
    const read = readAt(blob.fd, chunk, blob.offset + position);
    if (read === 0) return;
    position += read;
    yield chunk.subarray(0, read);
  }
}

function keptBytes({ head, sizeBytes }: ArrivedFile, wanted: number): Buffer {
  if (wanted <= head.length) return head.subarray(0, wanted);
  throw new InspectError(
    'limit',
    `expected a document that can be kept while it goes by, got ${sizeBytes} bytes of ${describeBytes(head)}`,
  );
}

function readAt(fd: number, into: Buffer, position: number): number {
  try {
    return readSync(fd, into, 0, into.length, position);
  } catch (error) {
    throw fromSystemError(error, 'expected bytes that can be read');
  }
}
