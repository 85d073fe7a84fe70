import type { Digest } from '../model/digest.ts';
import type { Image, LayerBlob, SourceKind } from '../model/image.ts';
import type { Platform } from '../model/platform.ts';

/** One image for one platform that a source holds, before its layers are looked up. */
export type Offer = {
  /** Digest or path of what lists it: two offers of one list are variants of each other. */
  readonly listedBy: string;
  /** Digests that name it: its manifest, its configuration, the index that lists it. */
  readonly digests: readonly Digest[];
  /** null where it is listed and not there, and the list does not say. */
  readonly readPlatform: () => Platform | null;
  /** A layout may list more platforms than somebody pulled. */
  readonly isPresent: boolean;
  readonly load: () => LoadedImage | Promise<LoadedImage>;
};

/** What one name means: one image, perhaps for several platforms. */
export type ImageGroup = {
  /** Unique; those that a person would type first. */
  readonly names: readonly string[];
  readonly offers: readonly Offer[];
};

/** What a source holds that is no image, and what it is instead. */
export type OtherContent = { readonly names: readonly string[]; readonly digest: Digest; readonly description: string };

export type LoadedImage = {
  /** Its `bases` are what its provenance says of them. */
  readonly image: Pick<Image, 'manifestDigest' | 'imageId' | 'config' | 'layers' | 'bases'>;
  readonly blobs: readonly LayerBlob[];
  /** What could not be read beside the image, and is not needed to read it. */
  readonly warnings?: readonly string[];
};

/** All that a source holds, before anybody chose. */
export type SourceContent = {
  readonly source: SourceKind;
  readonly groups: readonly ImageGroup[];
  readonly others: readonly OtherContent[];
  readonly warnings: readonly string[];
};
