import type { DiffId, Digest } from './digest.ts';
import type { EntryKind } from './layer-entry.ts';
import type { Platform } from './platform.ts';

/** Raised whenever a field changes its meaning or leaves. */
export const diffSchemaVersion = 1;

/**
 * What differs between two images: plain JSON, which `--format json` prints and every other form shows. Sizes are bytes. Times of
 * modification are not compared, as every build sets them anew.
 */
export type ImageDiff = {
  readonly schemaVersion: typeof diffSchemaVersion;
  readonly tool: { readonly name: 'flense'; readonly version: string };
  readonly before: DiffedImage;
  readonly after: DiffedImage;
  /** Neither files nor packages nor the configuration differ; layers may. */
  readonly isSame: boolean;
  /** Of the image after, the base first. */
  readonly layers: readonly LayerDiff[];
  readonly pull: PullSize;
  /** By field and name. */
  readonly config: readonly ConfigChange[];
  /** By type and name. */
  readonly packages: readonly PackageChange[];
  /** Of files that no package has claimed. */
  readonly unpackaged: ByteChange;
  /** Of all files. */
  readonly total: ByteChange;
  /** Directories with 1 % or more of the bytes that changed, by those, the root first. */
  readonly directories: readonly DirectoryChange[];
  /** In the byte order of the paths. */
  readonly files: readonly FileChange[];
};

export type DiffedImage = {
  /** As the user typed it. */
  readonly reference: string;
  readonly manifestDigest: Digest | null;
  readonly imageId: Digest;
  readonly platform: Platform;
  readonly created: string | null;
  /** Σ of the layers, content only. */
  readonly sizeBytes: number;
  /** null unless all layers are compressed. */
  readonly compressedBytes: number | null;
  /** What a container sees, content with several names once. */
  readonly visibleBytes: number;
  readonly entryCount: number;
  readonly layerCount: number;
};

export type LayerDiff = {
  readonly index: number;
  readonly diffId: DiffId;
  readonly sizeBytes: number;
  readonly compressedBytes: number | null;
  readonly createdBy: string;
  /** Where the image before has the same content; null where it has not. */
  readonly sharedWith: number | null;
  /** Whether somebody who has the image before downloads it: a blob that was compressed anew is another one. */
  readonly isPulled: boolean;
};

/** For somebody who has the image before. */
export type PullSize = {
  readonly layerCount: number;
  readonly sizeBytes: number;
  /** null unless all layers that are pulled are compressed. */
  readonly compressedBytes: number | null;
};

export const configFields = [
  'platform',
  'user',
  'entrypoint',
  'cmd',
  'workingDir',
  'env',
  'exposedPorts',
  'volumes',
  'labels',
  'healthcheck',
  'stopSignal',
  'stopTimeout',
  'shell',
  'onBuild',
] as const;

export type ConfigField = (typeof configFields)[number];

export type ConfigChange = {
  readonly field: ConfigField;
  /** Of a variable or a label, the port or the path; null where there is but one. */
  readonly name: string | null;
  /** As JSON where it is no string; null where it is not set. */
  readonly before: string | null;
  readonly after: string | null;
};

/** `other`: versions of which nobody can tell the order. `contents`: the same versions, other files. */
export type PackageChangeKind = 'added' | 'removed' | 'upgraded' | 'downgraded' | 'other' | 'contents';

export type PackageChange = ByteChange & {
  readonly type: string;
  readonly name: string;
  readonly change: PackageChangeKind;
  /** Only those that the other image has not; all of `contents`. Sorted. */
  readonly beforeVersions: readonly string[];
  readonly afterVersions: readonly string[];
  /** Of all its versions and copies. */
  readonly beforeBytes: number;
  readonly afterBytes: number;
};

/** Content that a change touches; what has several names counts at the first of them. */
export type ByteChange = {
  readonly addedBytes: number;
  readonly removedBytes: number;
  /** Of files whose content is another one, as they are now. */
  readonly rewrittenBytes: number;
};

export type DirectoryChange = ByteChange & {
  readonly path: string;
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** Changed files at and below it. */
  readonly changeCount: number;
};

/** `hardlink`: the same content with other names. */
export const fileFields = ['kind', 'size', 'content', 'mode', 'owner', 'target', 'hardlink', 'attributes'] as const;

export type FileField = (typeof fileFields)[number];

export type FileChange = {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** What differs; empty unless changed. */
  readonly fields: readonly FileField[];
  readonly before: FileState | null;
  readonly after: FileState | null;
  /** `type/name` of packages that the file belongs to, after or else before. */
  readonly packages: readonly string[];
};

export type FileState = {
  readonly kind: EntryKind;
  /** The lower twelve bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Hardlinks have the size of their content. */
  readonly sizeBytes: number;
  /** Of a symlink as written, of a hardlink the first path with that content; null otherwise. */
  readonly linkTarget: string | null;
  readonly layer: number | null;
};
