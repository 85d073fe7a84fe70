import type { Descriptor } from './descriptor.ts';

/** Manifests per platform or per name. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export type ImageIndex = {
  readonly kind: 'index';
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
};
