import type { BaseImage } from './base-image.ts';
import type { DiffId, Digest } from './digest.ts';
import type { ImageConfig } from './image-config.ts';
import type { LayerIndex } from './layer-index.ts';

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
  /** What is said of the images that its build took something from, and what is known of their layers. */
  readonly bases?: readonly BaseImage[];
};

/** Where the stored bytes of one layer are. They may be compressed, whatever the media type claims. */
export type LayerBlob = FileBlob | StreamBlob | IndexedBlob;

/**
 * A range of a file that is held open. The file descriptor is shared with the worker threads, so the file may be renamed or
 * unlinked meanwhile.
 */
export type FileBlob = {
  readonly kind: 'file';
  readonly fd: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Identity of the file (`device:inode:mtime:size`), for indexes whose bytes nobody hashed. */
  readonly fileId: string;
};

/** Bytes that come from elsewhere, in order. */
export type StreamBlob = {
  readonly kind: 'stream';
  /** null where nobody says. */
  readonly sizeBytes: number | null;
  /** Begins anew with each call; the bytes have been neither counted nor hashed. Ends soon after `signal` is aborted. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** Gets the bytes to where they can be read again, and again; verified as far as the source can. Open until the image is closed. */
  readonly keep: () => Promise<FileBlob>;
};

/** A layer that was indexed while it arrived. */
export type IndexedBlob = {
  readonly kind: 'indexed';
  readonly index: LayerIndex;
  /** As of a stream. */
  readonly keep: () => Promise<FileBlob>;
};

/** What is known of a layer after its bytes went by, of which nothing was known before. */
export type ArrivedLayer = {
  readonly index: LayerIndex;
  /** Of the bytes as they came. */
  readonly digest: Digest;
  readonly diffId: DiffId;
  /** null where they came as a plain tar. */
  readonly compressedBytes: number | null;
};

/** How much has come of what a source sends: an image as a whole, or a layer whose contents are needed. */
export type Arrival = {
  readonly from: 'engine' | 'registry';
  readonly arrivedBytes: () => number;
  /** As the source has it, which may count otherwise than it sends; null where it does not say. */
  readonly expectedBytes: number | null;
  /** `listener` is called when all has come, or nothing more will. */
  readonly onEnd: (listener: () => void) => void;
};

/** For sources whose layers come in whatever order the source likes, before anybody can ask for them. */
export type ArrivingLayers = {
  /** Whether the bytes of that layer are not needed to report on it: an index is cached. */
  readonly isKnown: (diffId: DiffId) => Promise<boolean>;
  /**
   * Reads `chunks` once, to their end; several at a time may be under way. A promise per layer that is not awaited in turn must
   * still be handled, as any may fail.
   * @throws InspectError `malformed-*` or `limit`
   */
  readonly index: (chunks: AsyncIterable<Uint8Array>) => Promise<ArrivedLayer>;
};
