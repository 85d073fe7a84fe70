import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import { readRange } from '../tar/read-range.ts';
import { describeBytes } from '../tar/sniff.ts';
import type { ArrivedFile, StoredFile } from './stored-file.ts';

const chunkBytes = 1_048_576;

/** Bytes of a stored file; the caller has judged how many there may be. */
export function readStored(blob: StoredFile, lengthBytes = blob.sizeBytes): Buffer {
  const wanted = Math.min(lengthBytes, blob.sizeBytes);
  if (blob.kind === 'arrived') return keptBytes(blob, wanted);
  const bytes = readRange(blob, 0, wanted);
  if (bytes.length < wanted)
    throw new InspectError('unreadable', `expected ${blob.sizeBytes} bytes, got ${bytes.length}: the file became shorter`);
  return bytes;
}

/** The bytes of a stored file of any size, piece by piece. A file that became shorter just ends. */
export function* readChunks(blob: FileBlob): Generator<Buffer> {
  for (let position = 0; position < blob.sizeBytes; ) {
    const chunk = readRange(blob, position, chunkBytes);
    if (chunk.length === 0) return;
    position += chunk.length;
    yield chunk;
  }
}

function keptBytes({ head, sizeBytes }: ArrivedFile, wanted: number): Buffer {
  if (wanted <= head.length) return head.subarray(0, wanted);
  throw new InspectError(
    'limit',
    `expected a document that can be kept while it goes by, got ${sizeBytes} bytes of ${describeBytes(head)}`,
  );
}
