import type { Digest } from '../../model/digest.ts';
import { InspectError, inContext } from '../../model/errors.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import { parseJson } from '../../model/json.ts';
import { parseManifest } from '../../model/manifest.ts';
import type { Platform } from '../../model/platform.ts';
import { parseReference } from '../../model/reference.ts';
import type { Referrers } from '../../model/referrers.ts';
import { choosePlatform } from '../choose-platform.ts';
import { heldFiles } from '../held-files.ts';
import { BlobStore } from '../store/blob-store.ts';
import { collectOffers } from './collect-offers.ts';
import { connectRepository } from './connect-repository.ts';
import { listReferrers } from './list-referrers.ts';
import { defaultNetworkPolicy, type NetworkPolicy } from './network-policy.ts';
import { fetchTop, type RegistryOptions } from './open-registry.ts';
import type { LayerOptions } from './registry-layer.ts';
import { parseRegistryName } from './registry-name.ts';

export type ReferrersOptions = Omit<RegistryOptions, 'onArrival' | 'rereads'> & {
  /** null: what is attached to the name itself, be it an index. */
  readonly platform: Platform | null;
};

export type FoundReferrers = { readonly referrers: Referrers; readonly warnings: readonly string[] };

/**
 * What is attached to an image in its registry: signatures, SBOMs, attestations.
 * @param text `registry:NAME`, or the name alone
 * @throws InspectError
 */
export async function readReferrers(
  text: string,
  options: ReferrersOptions,
  policy: NetworkPolicy = defaultNetworkPolicy,
): Promise<FoundReferrers> {
  const held = heldFiles();
  const warnings: string[] = [];
  try {
    const { limits, signal, storeDirectory, temporaryDirectory } = options;
    const repository = connectRepository(parseRegistryName(nameIn(text)), held, options, policy, (warning) => warnings.push(warning));
    const store = storeDirectory === null ? null : new BlobStore(storeDirectory);
    // No layer is asked for.
    const layerOptions = { repository, store, limits, held, temporaryDirectory, rereads: false, onArrival: () => {}, signal };
    const { subject, listing } = await findSubject(layerOptions, options.platform);
    const referrers = await listReferrers(subject, listing, { repository, limits, signal });
    return { referrers: { reference: text, subject, referrers }, warnings };
  } catch (error) {
    throw inContext(text, error);
  } finally {
    held.close();
  }
}

function nameIn(text: string): string {
  const reference = parseReference(text);
  if (reference.kind === 'registry') return reference.name;
  if (reference.kind === 'path') return reference.path;
  throw new InspectError('usage', `expected the name of an image in a registry, got ${reference.kind}:`);
}

type Subject = { readonly subject: Digest; readonly listing: ImageIndex | null };

async function findSubject(options: LayerOptions, platform: Platform | null): Promise<Subject> {
  const { bytes, digest } = await fetchTop(options);
  const where = `manifest ${digest}`;
  const manifest = parseManifest(parseJson(bytes, options.limits, where), where);
  if (manifest.kind === 'manifest') return { subject: digest, listing: null };
  if (platform === null) return { subject: digest, listing: manifest };
  const { offers } = await collectOffers(manifest, digest, options);
  const { offer } = choosePlatform(offers, { platform, hostPlatform: platform });
  return { subject: offer.digests[0]!, listing: manifest };
}
