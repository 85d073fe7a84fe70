import { createHash } from 'node:crypto';
import type { DiffId, Digest } from '../../src/model/digest.ts';
import { type LayerInput, layer } from './layers.ts';

/** A string is the `created_by` of a step that made a layer. */
export type HistoryInput =
  | string
  | {
      readonly createdBy?: string;
      readonly created?: string;
      readonly comment?: string;
      readonly author?: string;
      readonly emptyLayer?: boolean;
    };

export type ImageInput = {
  /** As for `layers()`, or finished tars. */
  readonly layers: readonly (LayerInput | Uint8Array)[];
  /** `os/arch[/variant]`; default `linux/amd64`. */
  readonly platform?: string;
  /** The runtime configuration in wire casing: `{ User: 'node', Env: ['A=1'] }`. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly history?: readonly HistoryInput[];
  readonly created?: string;
  readonly author?: string;
  /** More fields of the configuration, or others in place of those above. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

export type BuiltLayer = { readonly tar: Uint8Array; readonly diffId: DiffId };

/** The layers of an image and its configuration, before any container format. */
export type BuiltImage = {
  readonly layers: readonly BuiltLayer[];
  /** JSON. */
  readonly config: Uint8Array;
  readonly imageId: Digest;
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string };
};

/** What `created` says unless told: the time of `defaultMtime`. */
export const defaultCreated = '2023-11-14T22:13:20Z';

export function imageConfig(input: ImageInput): BuiltImage {
  const built = input.layers.map((tar) => builtLayer(tar instanceof Uint8Array ? tar : layer(tar)));
  const platform = toPlatform(input.platform ?? 'linux/amd64');
  const config = jsonBytes({
    created: input.created ?? defaultCreated,
    ...(input.author === undefined ? {} : { author: input.author }),
    ...platform,
    config: input.config ?? {},
    rootfs: { type: 'layers', diff_ids: built.map(({ diffId }) => diffId) },
    history: (input.history ?? built.map((_, index) => `layer ${index}`)).map(toHistory),
    ...input.extra,
  });
  return { layers: built, config, imageId: digestOf(config), platform };
}

export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
}

export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

function builtLayer(tar: Uint8Array): BuiltLayer {
  return { tar, diffId: digestOf(tar) as string as DiffId };
}

function toPlatform(text: string): BuiltImage['platform'] {
  const [os = '', architecture = '', variant] = text.split('/');
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

function toHistory(input: HistoryInput): Readonly<Record<string, unknown>> {
  const { createdBy, created, comment, author, emptyLayer } = typeof input === 'string' ? { createdBy: input } : input;
  return {
    created: created ?? defaultCreated,
    ...(createdBy === undefined ? {} : { created_by: createdBy }),
    ...(author === undefined ? {} : { author }),
    ...(comment === undefined ? {} : { comment }),
    ...(emptyLayer === undefined ? {} : { empty_layer: emptyLayer }),
  };
}
