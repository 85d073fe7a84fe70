import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Digest, digestAlgorithm, digestHex } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { FileBlob } from '../../model/image.ts';
import { readChunks } from '../read-stored.ts';

/** Whether the bytes of a file, all of them, have that digest. @throws InspectError `interrupted` */
export async function hasDigest(file: FileBlob, digest: Digest, signal: AbortSignal): Promise<boolean> {
  const hash = createHash(digestAlgorithm(digest));
  for (const chunk of readChunks(file)) {
    hash.update(chunk);
    await setImmediate();
    if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
  }
  return hash.digest('hex') === digestHex(digest);
}
