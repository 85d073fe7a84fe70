import { type BuiltImage, digestOf, type ImageInput, imageConfig } from '../../support/image-config.ts';
import type { Answer } from './local-engine.ts';

export type EngineImageInput = ImageInput & {
  readonly repoTags?: readonly string[];
  readonly repoDigests?: readonly string[];
  /** More fields of `image inspect`, or others in place of its own. */
  readonly inspectExtra?: Readonly<Record<string, unknown>>;
  /** What `docker save` gives. */
  readonly archive: Answer;
};

/** What an engine answers of one image, under each of its names and its id, as Docker 20.10 does. */
export function engineImage(input: EngineImageInput): Readonly<Record<string, Answer>> {
  const image = imageConfig(input);
  const inspect = { ...inspectJson(image, input), ...input.inspectExtra };
  const names = [...(input.repoTags ?? []), inspect.Id, inspect.Id.slice('sha256:'.length, 'sha256:'.length + 12)];
  return Object.fromEntries(
    names.flatMap((name): readonly (readonly [string, Answer])[] => [
      [`/images/${name}/json`, { json: inspect }],
      [`/images/${name}/history`, { json: historyJson(image) }],
      [`/images/${name}/get`, input.archive],
    ]),
  );
}

export function inspectJson(image: BuiltImage, { repoTags, repoDigests }: Pick<EngineImageInput, 'repoTags' | 'repoDigests'> = {}) {
  const { created, author, architecture, os, variant, config, rootfs } = JSON.parse(Buffer.from(image.config).toString('utf8'));
  return {
    Id: image.imageId as string,
    RepoTags: repoTags ?? [],
    RepoDigests: repoDigests ?? [],
    Created: created,
    Author: author ?? '',
    Architecture: architecture,
    Os: os,
    ...(variant === undefined ? {} : { Variant: variant }),
    Config: config,
    RootFS: { Type: rootfs.type, Layers: rootfs.diff_ids },
  };
}

type WireRecord = {
  readonly created: string;
  readonly created_by?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
};

/** The newest step first; no word of whether it made a layer, but its size. */
function historyJson(image: BuiltImage): readonly unknown[] {
  const { history } = JSON.parse(Buffer.from(image.config).toString('utf8')) as { readonly history: readonly WireRecord[] };
  let layer = 0;
  const steps = history.map(({ created, created_by, comment, empty_layer }) => ({
    Id: '<missing>',
    Created: Math.floor(Date.parse(created) / 1_000),
    CreatedBy: created_by ?? '',
    Comment: comment ?? '',
    Size: empty_layer === true ? 0 : contentBytes(image.layers[layer++]?.tar),
    Tags: null,
  }));
  return steps.reverse();
}

/** A tar of 1,024 zeros has no entries, and one with some has more; how many bytes they have does not matter here. */
function contentBytes(tar: Uint8Array | undefined): number {
  return tar === undefined || digestOf(tar) === digestOf(new Uint8Array(tar.length)) ? 0 : tar.length;
}
