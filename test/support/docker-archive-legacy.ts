import { digestHex } from '../../src/model/digest.ts';
import type { DockerImageInput } from './docker-archive.ts';
import { repositories, repoTags } from './docker-names.ts';
import { type BuiltImage, type BuiltLayer, digestOf, imageConfig, jsonBytes } from './image-config.ts';
import type { EntryInput } from './layers.ts';

/** Members of what `docker save` wrote before Docker 25. */
export function legacyFiles(inputs: readonly DockerImageInput[]): ReadonlyMap<string, EntryInput> {
  const images = inputs.map((input) => toLegacyImage(input));
  const tops = images.map(({ input, layers }) => ({ ...input, top: layers.at(-1)?.id ?? '' }));
  const manifest = images.map(({ input, image, layers }) => ({
    Config: configPath(image),
    RepoTags: repoTags(input),
    Layers: layers.map(({ id }) => `${id}/layer.tar`),
  }));
  return new Map<string, EntryInput>([
    ...layerFiles(images.flatMap(({ layers }) => layers)),
    ...images.map(({ image }) => [configPath(image), image.config] as const),
    ['manifest.json', jsonBytes(manifest)],
    ...repositories(tops),
  ]);
}

/** A layer under the id that Docker's first image format gave it: one for each chain of layers. */
type LegacyLayer = {
  readonly id: string;
  readonly parent: string | null;
  readonly built: BuiltLayer;
  readonly platform: BuiltImage['platform'];
};

type LegacyImage = { readonly input: DockerImageInput; readonly image: BuiltImage; readonly layers: readonly LegacyLayer[] };

function toLegacyImage(input: DockerImageInput): LegacyImage {
  const image = imageConfig(input);
  const layers: LegacyLayer[] = [];
  for (const [index, built] of image.layers.entries()) {
    const parent = layers.at(-1)?.id ?? null;
    // The last one stands for the image, and so for its configuration too.
    const top = index === image.layers.length - 1 ? image.imageId : '';
    const id = digestHex(digestOf(Buffer.from(`${parent ?? ''} ${built.diffId} ${top}`)));
    layers.push({ id, parent, built, platform: image.platform });
  }
  return { input, image, layers };
}

function layerFiles(layers: readonly LegacyLayer[]): readonly (readonly [string, EntryInput])[] {
  const ownerOf = new Map<string, string>();
  for (const { id, built } of layers) if (!ownerOf.has(built.diffId)) ownerOf.set(built.diffId, id);
  return layers.flatMap(({ id, parent, built, platform }): readonly (readonly [string, EntryInput])[] => {
    const owner = ownerOf.get(built.diffId);
    return [
      [`${id}/VERSION`, '1.0'],
      [`${id}/json`, jsonBytes({ id, ...(parent === null ? {} : { parent }), ...platform })],
      [`${id}/layer.tar`, owner === id ? built.tar : { linkTarget: `../${owner}/layer.tar` }],
    ];
  });
}

function configPath({ imageId }: BuiltImage): string {
  return `${digestHex(imageId)}.json`;
}
