import { InspectError } from '../../model/errors.ts';
import type { ImageConfig } from '../../model/image-config.ts';
import { parseImageConfig } from '../../model/image-config-parser.ts';
import { parseJson } from '../../model/json.ts';
import type { Limits } from '../../model/limits.ts';
import type { Platform } from '../../model/platform.ts';
import type { ImageFiles } from '../image-files.ts';
import { distinctNames } from '../image-name.ts';
import { inPlace } from '../in-place.ts';
import { checkLayerCount, type StoredLayer, toLayerList } from '../layer-list.ts';
import type { ImageGroup, LoadedImage, Offer } from '../offer.ts';
import { blobDigest, checkDigest, digestOf, readDocument } from '../read-document.ts';
import { configDigest, type DockerImage } from './docker-manifest.ts';

/** The images of `manifest.json`; entries that share a name are platforms of one image. */
export function dockerGroups(files: ImageFiles, images: readonly DockerImage[], limits: Limits): readonly ImageGroup[] {
  const groups = new Map<string, { names: string[]; offers: Offer[] }>();
  const platforms = new Map<string, Platform>();
  images.forEach((image, index) => {
    const key = image.repoTags[0] ?? ` ${index}`;
    const group = groups.get(key) ?? { names: [], offers: [] };
    group.names.push(...image.repoTags);
    group.offers.push(toOffer(files, image, platforms, limits));
    groups.set(key, group);
  });
  return [...groups.values()].map(({ names, offers }) => ({ names: distinctNames(names), offers }));
}

function toOffer(files: ImageFiles, image: DockerImage, platforms: Map<string, Platform>, limits: Limits): Offer {
  const digest = configDigest(image.config);
  const readPlatform = (): Platform => {
    const platform = platforms.get(image.config) ?? readDockerConfig(files, image, limits).config.platform;
    platforms.set(image.config, platform);
    return platform;
  };
  const load = (): LoadedImage => loadDockerImage(files, image, limits);
  return { listedBy: image.config, digests: digest === null ? [] : [digest], readPlatform, isPresent: true, load };
}

function loadDockerImage(files: ImageFiles, image: DockerImage, limits: Limits): LoadedImage {
  const { config, imageId } = readDockerConfig(files, image, limits);
  checkLayerCount(image.layers.length, config.diffIds, limits, 'manifest.json');
  const stored = image.layers.map((path, index) => inPlace(`layer ${index}`, () => findDockerLayer(files, path)));
  const { layers, blobs } = toLayerList(config.diffIds, stored);
  return { image: { manifestDigest: null, imageId, config, layers }, blobs };
}

function readDockerConfig(files: ImageFiles, image: DockerImage, limits: Limits): Pick<LoadedImage['image'], 'config' | 'imageId'> {
  const where = `configuration ${JSON.stringify(image.config)}`;
  const bytes = inPlace(where, () => readDocument(files, image.config, limits));
  if (bytes === null) throw new InspectError('missing-blob', `${where}: expected a file of the archive, got nothing by that name`);
  const digest = configDigest(image.config);
  if (digest !== null) inPlace(where, () => checkDigest(bytes, digest));
  const config: ImageConfig = parseImageConfig(parseJson(bytes, limits, where), where);
  return { config, imageId: digest ?? digestOf(bytes) };
}

export function findDockerLayer(files: ImageFiles, path: string): StoredLayer {
  // Docker on Windows once wrote its own separators.
  const blob = files.find(path) ?? files.find(path.replaceAll('\\', '/'));
  if (blob === null) throw new InspectError('missing-blob', `expected ${JSON.stringify(path)} in the archive, got nothing by that name`);
  return { blob, digest: blobDigest(path), mediaType: null };
}
