import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md */
export type Descriptor = {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly annotations: Readonly<Record<string, string>>;
  /** Only in an image index. */
  readonly platform?: Platform;
  readonly artifactType?: string;
};
