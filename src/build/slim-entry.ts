import type { Node } from '../filesystem/image-tree.ts';
import type { TarInput } from '../tar/writer.ts';

/** One member of a layer that is to be written. */
export type SlimEntry = {
  readonly header: TarInput;
  /** Bytes of the plan, a file of the image, or none. */
  readonly content:
    | { readonly kind: 'none' }
    | { readonly kind: 'made'; readonly bytes: Uint8Array }
    | { readonly kind: 'image'; readonly node: Node };
};

/** Layers of a slim image above its base, the lower one first, so that rebuilds of the application share the runtime. */
export const slimLayerNames = ['runtime', 'application'] as const;

export type SlimLayerName = (typeof slimLayerNames)[number];

export type SlimLayer = {
  readonly name: SlimLayerName;
  /** In the order in which they are written: directories by path, each after its parent; what has no content; files in the order in which the image has them; hardlinks. */
  readonly entries: readonly SlimEntry[];
  /** Σ of the contents. */
  readonly sizeBytes: number;
};
