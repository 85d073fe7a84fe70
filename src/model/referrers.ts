import type { Digest } from './digest.ts';

/** How it is known that something is attached to an image. */
export type ReferrerOrigin =
  /** The registry keeps the list. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers */
  | 'referrers-api'
  /** Whoever attached it keeps the list, under the tag `sha256-<hex>`. */
  | 'referrers-tag'
  /** Cosign's own tags: `sha256-<hex>.sig` and so on. */
  | 'cosign-tag'
  /** BuildKit lists attestations beside the images of an index. */
  | 'image-index';

export type Referrer = {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly artifactType: string | null;
  /** In words: `a cosign signature`. */
  readonly description: string;
  /** Of its manifest. */
  readonly sizeBytes: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly origin: ReferrerOrigin;
};

/** What is attached to an image in its registry. */
export type Referrers = {
  /** As the user typed it. */
  readonly reference: string;
  /** What it is attached to: the index, or the manifest of one platform. */
  readonly subject: Digest;
  /** As they are listed. */
  readonly referrers: readonly Referrer[];
};
