import type { Descriptor } from '../../model/descriptor.ts';
import { InspectError } from '../../model/errors.ts';
import type { ImageConfig } from '../../model/image-config.ts';
import { parseImageConfig } from '../../model/image-config-parser.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import type { Limits } from '../../model/limits.ts';
import { type Manifest, parseManifest } from '../../model/manifest.ts';
import type { ImageFiles } from '../image-files.ts';
import { checkLayerCount, findLayer, toLayerList } from '../layer-list.ts';
import type { LoadedImage } from '../offer.ts';
import { readDescribed } from '../read-document.ts';

/** The image that a descriptor of a manifest stands for. @throws InspectError */
export function loadManifest(files: ImageFiles, descriptor: Descriptor, limits: Limits): LoadedImage {
  const where = `manifest ${descriptor.digest}`;
  const manifest = readManifest(files, descriptor, limits);
  if (manifest.kind !== 'manifest') throw new InspectError('malformed-manifest', `${where}: expected a manifest, got an image index`);
  const config = readConfig(files, manifest.config, limits);
  checkLayerCount(manifest.layers.length, config.diffIds, limits, where);
  const stored = manifest.layers.map((layer, index) => findLayer(files, layer, index));
  const { layers, blobs } = toLayerList(config.diffIds, stored);
  return { image: { manifestDigest: descriptor.digest, imageId: manifest.config.digest, config, layers }, blobs };
}

export function readManifest(files: ImageFiles, descriptor: Descriptor, limits: Limits): Manifest | ImageIndex {
  const where = `manifest ${descriptor.digest}`;
  return parseManifest(readDescribed(files, descriptor, limits, where), where);
}

export function readConfig(files: ImageFiles, descriptor: Descriptor, limits: Limits): ImageConfig {
  const where = `configuration ${descriptor.digest}`;
  return parseImageConfig(readDescribed(files, descriptor, limits, where), where);
}
