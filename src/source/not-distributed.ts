import { InspectError } from '../model/errors.ts';
import { isForeignType } from '../model/media-type.ts';

/**
 * The same failure; of a blob that is not there, why it may not be.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers
 */
export function notDistributed(error: unknown, mediaType: string): unknown {
  if (!(error instanceof InspectError) || error.code !== 'missing-blob' || !isForeignType(mediaType)) return error;
  const reason = `it is not distributed with the image, but kept by its publisher (${mediaType})`;
  return new InspectError('missing-blob', `${error.message}: ${reason}`, { cause: error });
}
