import { createHash } from 'node:crypto';
import type { Descriptor } from '../../model/descriptor.ts';
import { digestAlgorithm } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import { appendTo } from '../open-unlinked.ts';

/**
 * Passes on the bytes of a blob, each written before to the end of an open file, which is worth nothing unless this comes to its end.
 * @throws InspectError `size-mismatch`, `digest-mismatch` or `unwritable`
 */
export async function* writeVerified<T extends Uint8Array>(
  fd: number,
  chunks: AsyncIterable<T>,
  { digest, sizeBytes }: Pick<Descriptor, 'digest' | 'sizeBytes'>,
): AsyncGenerator<T, void> {
  const hash = createHash(digestAlgorithm(digest));
  let written = 0;
  for await (const chunk of chunks) {
    written += chunk.length;
    if (written > sizeBytes) throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes of ${digest}, got more`);
    hash.update(chunk);
    appendTo(fd, chunk);
    yield chunk;
  }
  if (written < sizeBytes) throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes of ${digest}, got ${written}`);
  const found = `${digestAlgorithm(digest)}:${hash.digest('hex')}`;
  if (found !== digest) throw new InspectError('digest-mismatch', `expected bytes of ${digest}, got ${found}`);
}
