import type { BaseImage } from '../../model/base-image.ts';
import type { Descriptor } from '../../model/descriptor.ts';
import { InspectError } from '../../model/errors.ts';
import { parseManifest } from '../../model/manifest.ts';
import { parseProvenance } from '../../model/provenance-parser.ts';
import { provenanceLayers } from '../layout/artifact.ts';
import { unreadProvenance } from '../layout/read-provenance.ts';
import type { LoadedImage } from '../offer.ts';
import { type Fetching, fetchBlob, fetchManifest } from './fetch-described.ts';

/** An image, with what its attestation says of its base; both are fetched at once. What cannot be had is told and does no harm. */
export async function withProvenance(
  loading: Promise<LoadedImage>,
  attestation: Descriptor | undefined,
  fetching: Fetching,
): Promise<LoadedImage> {
  if (attestation === undefined) return loading;
  const [loaded, provenance] = await Promise.all([loading, tryProvenance(attestation, fetching)]);
  if (provenance.status === 'unread') return { ...loaded, warnings: [...(loaded.warnings ?? []), provenance.warning] };
  return { ...loaded, image: { ...loaded.image, bases: provenance.bases } };
}

type Provenance =
  | { readonly status: 'read'; readonly bases: readonly BaseImage[] }
  | { readonly status: 'unread'; readonly warning: string };

async function tryProvenance(attestation: Descriptor, fetching: Fetching): Promise<Provenance> {
  try {
    return { status: 'read', bases: await fetchProvenance(attestation, fetching) };
  } catch (error) {
    if (!(error instanceof InspectError) || error.code === 'interrupted') throw error;
    return { status: 'unread', warning: unreadProvenance(error) };
  }
}

async function fetchProvenance(attestation: Descriptor, fetching: Fetching): Promise<readonly BaseImage[]> {
  const manifest = parseManifest(await fetchManifest(fetching, attestation), `manifest ${attestation.digest}`);
  const bases: BaseImage[] = [];
  for (const layer of provenanceLayers(manifest)) {
    const where = `attestation ${layer.digest}`;
    bases.push(...parseProvenance(await fetchBlob(fetching, layer, where), where));
  }
  return bases;
}
