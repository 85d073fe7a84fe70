import type { DiffId, Digest } from '../model/digest.ts';
import type { Platform } from '../model/platform.ts';
import type { Compression } from '../tar/sniff.ts';
import type { Document } from './image-documents.ts';

/** A layer that waits in a file. */
export type StagedLayer = {
  readonly path: string;
  readonly diffId: DiffId;
  readonly digest: Digest;
  readonly storedBytes: number;
  readonly compression: Compression;
  /** A repository that has it, for its own registry to take it from; null where nobody knows of one. */
  readonly mountFrom: { readonly registry: string; readonly repository: string } | null;
};

/** An image that is complete and nowhere yet. */
export type StagedImage = {
  readonly platform: Platform;
  readonly config: Document;
  /** The base first. */
  readonly layers: readonly StagedLayer[];
  /** Of the manifest. */
  readonly annotations: Readonly<Record<string, string>>;
};
