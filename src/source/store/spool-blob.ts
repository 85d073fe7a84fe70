import type { Descriptor } from '../../model/descriptor.ts';
import type { FileBlob } from '../../model/image.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import type { HeldFiles } from '../held-files.ts';
import { wholeFile } from '../open-regular-file.ts';
import { openUnlinked } from '../open-unlinked.ts';
import { writeVerified } from './write-verified.ts';

/**
 * Passes on the bytes of a blob, and gets it to where it can be read again without keeping it any longer than the image.
 * @throws InspectError `limit`, `size-mismatch`, `digest-mismatch`, `unwritable`; whatever `chunks` throws
 */
export async function* spoolBlob<T extends Uint8Array>(
  blob: Pick<Descriptor, 'digest' | 'sizeBytes'>,
  chunks: AsyncIterable<T>,
  held: HeldFiles,
  { limits, temporaryDirectory }: { readonly limits: Limits; readonly temporaryDirectory: string },
): AsyncGenerator<T, FileBlob> {
  if (blob.sizeBytes > limits.spoolBytes) throw limitExceeded(limits, 'spoolBytes', `blob ${blob.digest}`);
  const fd = held.hold(openUnlinked(temporaryDirectory));
  yield* writeVerified(fd, chunks, blob);
  return wholeFile(fd);
}
