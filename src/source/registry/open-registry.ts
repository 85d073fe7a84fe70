import { isDigest } from '../../model/digest.ts';
import type { Arrival } from '../../model/image.ts';
import { parseJson } from '../../model/json.ts';
import type { Limits } from '../../model/limits.ts';
import { type Manifest, parseManifest } from '../../model/manifest.ts';
import type { HeldFiles } from '../held-files.ts';
import { describeManifest } from '../layout/describe-manifest.ts';
import type { Offer, SourceContent } from '../offer.ts';
import { BlobStore } from '../store/blob-store.ts';
import { type Collected, collectOffers } from './collect-offers.ts';
import { connectRepository } from './connect-repository.ts';
import { type Fetching, keepDocument, readKept } from './fetch-described.ts';
import { loadImage, readConfig } from './load-image.ts';
import { defaultNetworkPolicy, type NetworkPolicy } from './network-policy.ts';
import type { LayerOptions } from './registry-layer.ts';
import { formatRegistryName, parseRegistryName } from './registry-name.ts';
import type { FetchedDocument } from './repository.ts';

export type RegistryOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly insecure: boolean;
  readonly storeDirectory: string | null;
  readonly limits: Limits;
  readonly temporaryDirectory: string;
  readonly rereads: boolean;
  /** The registry begins to send a layer whose contents are needed. */
  readonly onArrival: (arrival: Arrival) => void;
  readonly signal: AbortSignal;
};

/** What a name means to its registry: one image, perhaps for several platforms. Layers are not fetched. @throws InspectError */
export async function openRegistry(
  name: string,
  held: HeldFiles,
  options: RegistryOptions,
  policy: NetworkPolicy = defaultNetworkPolicy,
): Promise<SourceContent> {
  const { limits, storeDirectory, temporaryDirectory, rereads, onArrival, signal } = options;
  const warnings: string[] = [];
  const repository = connectRepository(parseRegistryName(name), held, options, policy, (warning) => warnings.push(warning));
  const store = storeDirectory === null ? null : new BlobStore(storeDirectory);
  const layerOptions: LayerOptions = { repository, store, limits, held, temporaryDirectory, rereads, onArrival, signal };
  const { offers, others } = await collect(layerOptions);
  const names = [formatRegistryName(repository.name)];
  return {
    source: 'registry',
    groups: offers.length === 0 ? [] : [{ names, offers }],
    others: others.map((other) => ({ names, ...other })),
    // Blobs may come from somewhere else than the manifest; what is told then is too late to be seen.
    warnings,
  };
}

async function collect(options: LayerOptions): Promise<Collected> {
  const { bytes, digest } = await fetchTop(options);
  const where = `manifest ${digest}`;
  const manifest = parseManifest(parseJson(bytes, options.limits, where), where);
  if (manifest.kind === 'index') return collectOffers(manifest, digest, options);
  const description = describeManifest(manifest);
  if (description !== null) return { offers: [], others: [{ digest, description }] };
  return { offers: [await onlyOffer(manifest, digest, options)], others: [] };
}

/** What a tag stands for changes, what a digest stands for does not. */
export async function fetchTop({ repository, store, limits, signal }: Fetching): Promise<FetchedDocument> {
  const { reference } = repository.name;
  const known = store !== null && isDigest(reference) ? readKept(store, { digest: reference, sizeBytes: null }, limits.jsonBytes) : null;
  if (known !== null && isDigest(reference)) return { bytes: known, digest: reference };
  const fetched = await repository.manifest(reference, signal);
  const { digest, bytes } = fetched;
  const isKept = store === null || readKept(store, { digest, sizeBytes: bytes.length }, limits.jsonBytes) !== null;
  if (!isKept) await keepDocument(store, digest, bytes);
  return fetched;
}

async function onlyOffer(manifest: Manifest, digest: FetchedDocument['digest'], options: LayerOptions): Promise<Offer> {
  const config = await readConfig(manifest, options);
  const load = (): ReturnType<Offer['load']> => loadImage(manifest, digest, config, options);
  return { listedBy: digest, digests: [digest, manifest.config.digest], readPlatform: () => config.platform, isPresent: true, load };
}
