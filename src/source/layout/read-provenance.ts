import type { BaseImage } from '../../model/base-image.ts';
import type { Descriptor } from '../../model/descriptor.ts';
import { InspectError } from '../../model/errors.ts';
import type { Limits } from '../../model/limits.ts';
import { parseProvenance } from '../../model/provenance-parser.ts';
import type { ImageFiles } from '../image-files.ts';
import type { LoadedImage } from '../offer.ts';
import { hasBlob, readDescribed } from '../read-document.ts';
import { provenanceLayers } from './artifact.ts';
import { readManifest } from './load-manifest.ts';

/** An image, with what its attestation says of its base; one that cannot be read is told and does no harm. */
export function withProvenance(loaded: LoadedImage, files: ImageFiles, attestation: Descriptor | undefined, limits: Limits): LoadedImage {
  // Who pulls one platform of many has not pulled the attestation.
  if (attestation === undefined || !hasBlob(files, attestation.digest)) return loaded;
  try {
    return { ...loaded, image: { ...loaded.image, bases: readProvenance(files, attestation, limits) } };
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return { ...loaded, warnings: [...(loaded.warnings ?? []), unreadProvenance(error)] };
  }
}

export function unreadProvenance(error: InspectError): string {
  return `the provenance of the image cannot be read: ${error.message}`;
}

function readProvenance(files: ImageFiles, attestation: Descriptor, limits: Limits): readonly BaseImage[] {
  return provenanceLayers(readManifest(files, attestation, limits)).flatMap((layer) => {
    const where = `attestation ${layer.digest}`;
    return parseProvenance(readDescribed(files, layer, limits, where), where);
  });
}
