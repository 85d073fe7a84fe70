import { createHash } from 'node:crypto';
import type { Descriptor } from '../../model/descriptor.ts';
import { digestAlgorithm } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import { appendTo } from '../open-unlinked.ts';

/**
 * Writes a blob to the end of an open file, which is worth nothing unless this succeeds.
 * @throws InspectError `size-mismatch`, `digest-mismatch` or `unwritable`
 */
export async function writeVerified(
  fd: number,
  chunks: AsyncIterable<Uint8Array>,
  { digest, sizeBytes }: Pick<Descriptor, 'digest' | 'sizeBytes'>,
): Promise<void> {
  const hash = createHash(digestAlgorithm(digest));
  let written = 0;
  for await (const chunk of chunks) {
    written += chunk.length;
    if (written > sizeBytes) throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes of ${digest}, got more`);
    hash.update(chunk);
    appendTo(fd, chunk);
  }
  if (written < sizeBytes) throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes of ${digest}, got ${written}`);
  const found = `${digestAlgorithm(digest)}:${hash.digest('hex')}`;
  if (found !== digest) throw new InspectError('digest-mismatch', `expected bytes of ${digest}, got ${found}`);
}
