import type { DiffId, Digest } from './digest.ts';
import type { ImageConfig } from './image-config.ts';

export type SourceKind = 'docker-archive' | 'oci' | 'oci-archive' | 'docker' | 'registry';

/** One changeset of an image as its manifest names it. */
export type Layer = {
  /** 0 is the base. */
  readonly index: number;
  readonly diffId: DiffId;
  /** Of the stored blob; null where the source does not name one (a docker archive from before Docker 25). */
  readonly digest: Digest | null;
  readonly mediaType: string;
  /** Bytes of the stored blob when it is compressed; null when it is stored as a plain tar. */
  readonly compressedBytes: number | null;
};

/** What a manifest and its configuration say, before any layer is read. */
export type Image = {
  /** As the user typed it. */
  readonly reference: string;
  readonly source: SourceKind;
  /** Names and tags that the source gives this image; may be empty. */
  readonly names: readonly string[];
  readonly manifestDigest: Digest | null;
  /** Digest of the configuration. */
  readonly imageId: Digest;
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
};

/**
 * Where the stored bytes of one layer lie: a range of a file that is held open. The file descriptor is shared with the worker
 * threads, so the file may be renamed or unlinked meanwhile. The bytes may be compressed, whatever the media type claims.
 */
export type LayerBlob = {
  readonly fd: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Identity of the file (`device:inode:mtime:size`), for indexes whose bytes nobody hashed. */
  readonly fileId: string;
};
