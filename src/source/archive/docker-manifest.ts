import { type Digest, isDigest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import { type JsonFields, missing, stringField, stringsField, toFields } from '../../model/json-fields.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import { blobDigest } from '../read-document.ts';

/** One image of a docker archive. jib writes the names of the fields in lower case. */
export type DockerImage = {
  /** Path in the archive. */
  readonly config: string;
  readonly repoTags: readonly string[];
  /** Paths in the archive, the base first. */
  readonly layers: readonly string[];
};

/** Parses `manifest.json`. @throws InspectError `malformed-manifest` */
export function parseDockerManifest(json: unknown, limits: Limits, where: string): readonly DockerImage[] {
  const list = json ?? [];
  if (!Array.isArray(list)) throw new InspectError('malformed-manifest', `${where}: expected a list of images, got one ${typeof json}`);
  if (list.length > limits.archiveMembers) throw limitExceeded(limits, 'archiveMembers', where);
  return list.map((item: unknown, index) => parseDockerImage(toFields(item, where, 'malformed-manifest', `[${index}]`)));
}

/** The digest of a configuration where its name tells: `<hex>.json`, `blobs/sha256/<hex>`, and kaniko's `sha256:<hex>`. */
export function configDigest(path: string): Digest | null {
  const hex = /^([0-9a-f]{64})\.json$/.exec(path)?.[1];
  const digest = hex === undefined ? path : `sha256:${hex}`;
  return isDigest(digest) ? digest : blobDigest(path);
}

function parseDockerImage(fields: JsonFields): DockerImage {
  const config = stringField(fields, 'Config');
  if (config === null || config === '') throw missing(fields, 'Config', 'a path');
  return { config, repoTags: stringsField(fields, 'RepoTags'), layers: stringsField(fields, 'Layers') };
}
