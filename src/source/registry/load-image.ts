import type { Descriptor } from '../../model/descriptor.ts';
import type { Digest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { ImageConfig } from '../../model/image-config.ts';
import { parseImageConfig } from '../../model/image-config-parser.ts';
import { type Manifest, parseManifest } from '../../model/manifest.ts';
import { checkLayerCount } from '../layer-list.ts';
import { describeManifest } from '../layout/describe-manifest.ts';
import type { LoadedImage } from '../offer.ts';
import { type Fetching, fetchConfig, fetchManifest } from './fetch-described.ts';
import { type LayerOptions, registryBlob, registryLayer } from './registry-layer.ts';

/** The image of a manifest that an index lists. @throws InspectError */
export async function loadListed(descriptor: Descriptor, options: LayerOptions): Promise<LoadedImage> {
  const where = `manifest ${descriptor.digest}`;
  const manifest = parseManifest(await fetchManifest(options, descriptor), where);
  if (manifest.kind === 'index') throw new InspectError('malformed-manifest', `${where}: expected a manifest, got an image index`);
  return loadImage(manifest, descriptor.digest, await readConfig(manifest, options), options);
}

/** @throws InspectError */
export function loadImage(manifest: Manifest, manifestDigest: Digest, config: ImageConfig, options: LayerOptions): LoadedImage {
  checkLayerCount(manifest.layers.length, config.diffIds, options.limits, `manifest ${manifestDigest}`);
  const layers = manifest.layers.map((layer, index) => registryLayer(layer, config.diffIds[index]!, index));
  const blobs = manifest.layers.map((layer) => registryBlob(layer, options));
  return { image: { manifestDigest, imageId: manifest.config.digest, config, layers }, blobs };
}

/** @throws InspectError `not-an-image` for an artifact */
export async function readConfig(manifest: Manifest, fetching: Fetching): Promise<ImageConfig> {
  const description = describeManifest(manifest);
  if (description !== null) throw new InspectError('not-an-image', `expected an image, got ${description}`);
  return parseImageConfig(await fetchConfig(fetching, manifest.config), `configuration ${manifest.config.digest}`);
}
