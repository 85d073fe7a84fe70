import { type Digest, isDigest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { ImageConfig } from '../../model/image-config.ts';
import { parseImageConfig } from '../../model/image-config-parser.ts';
import { countField, objectField, stringField, stringsField, toFields } from '../../model/json-fields.ts';
import { isManifestType } from '../../model/media-type.ts';

/** What an engine says of an image without giving it away. */
export type InspectedImage = {
  /** Of the configuration; with the image store of containerd, of the manifest or index. */
  readonly id: Digest;
  readonly repoTags: readonly string[];
  /** Where somebody pulled it from, or pushed it to, by one digest: that of the manifest, or of the index if it was pulled by that. */
  readonly manifestDigest: Digest | null;
  /** Whether it may be there for several platforms, of which this is the one that the engine would run: so with containerd's store. */
  readonly isOneOfMany: boolean;
  /** What its layers unpack to, or with containerd's store what it keeps of them; null where it does not say. */
  readonly sizeBytes: number | null;
  readonly config: Omit<ImageConfig, 'history'>;
};

const where = 'image inspect';

/** Parses `GET /images/NAME/json`. @throws InspectError `malformed-config` */
export function parseInspectedImage(json: unknown): InspectedImage {
  const fields = toFields(json, where, 'malformed-config');
  const id = stringField(fields, 'Id');
  if (!isDigest(id)) throw new InspectError('malformed-config', `${where}: expected a digest as Id, got ${JSON.stringify(id)}`);
  const descriptor = objectField(fields, 'Descriptor');
  const repoDigests = stringsField(fields, 'RepoDigests');
  const isIndex = descriptor !== null && !isManifestType(stringField(descriptor, 'mediaType') ?? '');
  return {
    id,
    repoTags: stringsField(fields, 'RepoTags'),
    manifestDigest: isIndex ? null : onlyDigest(repoDigests),
    // Before Docker 28 only the id tells: that store has the image under the digest that it was pulled by.
    isOneOfMany: descriptor !== null || repoDigests.some((text) => text.endsWith(`@${id}`)),
    sizeBytes: countField(fields, 'Size'),
    config: toConfig(fields.value),
  };
}

/** The configuration has the same fields, but for the names of these. */
function toConfig(image: Readonly<Record<string, unknown>>): Omit<ImageConfig, 'history'> {
  const { Architecture, Os, Variant, Created, Author, Config, RootFS } = image;
  const rootfs = { type: 'layers', diff_ids: stringsField(toFields(RootFS, where, 'malformed-config', 'RootFS'), 'Layers') };
  const wire = { architecture: Architecture, os: Os, variant: Variant, created: Created, author: Author, config: Config, rootfs };
  const { history: _, ...config } = parseImageConfig(wire, where);
  return config;
}

/** An image that was pushed to several places has several digests, and nobody knows which is meant. */
function onlyDigest(repoDigests: readonly string[]): Digest | null {
  const digests = new Set(repoDigests.map((text) => text.slice(text.indexOf('@') + 1)));
  const [digest] = digests;
  return digests.size === 1 && isDigest(digest) ? digest : null;
}
