import type { Descriptor } from './descriptor.ts';
import { parseDescriptor } from './descriptor-parser.ts';
import { InspectError } from './errors.ts';
import type { ImageIndex } from './image-index.ts';
import {
  countField,
  hasField,
  type JsonFields,
  missing,
  objectField,
  objectsField,
  recordField,
  stringField,
  toFields,
} from './json-fields.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md */
export type Manifest = {
  readonly kind: 'manifest';
  readonly mediaType: string;
  readonly config: Descriptor;
  /** The base first. */
  readonly layers: readonly Descriptor[];
  /** Only where it is no image. */
  readonly artifactType: string | null;
  readonly annotations: Readonly<Record<string, string>>;
};

/**
 * Parses a manifest or an index, told apart by what they hold and never by the media type that somebody else gave them.
 * @throws InspectError `malformed-manifest` or `unsupported`
 */
export function parseManifest(json: unknown, where: string): Manifest | ImageIndex {
  const fields = toFields(json, where, 'malformed-manifest');
  checkSchema(fields);
  // An index may say `"manifests": null`.
  const isIndex = Object.keys(fields.value).some((key) => key.toLowerCase() === 'manifests');
  return isIndex ? toImageIndex(fields) : toManifest(fields);
}

/** Parses `index.json`, which is nothing but an index. @throws InspectError `malformed-manifest` or `unsupported` */
export function parseImageIndex(json: unknown, where: string): ImageIndex {
  const fields = toFields(json, where, 'malformed-manifest');
  checkSchema(fields);
  return toImageIndex(fields);
}

function toManifest(fields: JsonFields): Manifest {
  const config = objectField(fields, 'config');
  if (config === null) throw missing(fields, 'config', 'a descriptor');
  return {
    kind: 'manifest',
    mediaType: stringField(fields, 'mediaType') ?? '',
    config: parseDescriptor(config),
    layers: objectsField(fields, 'layers', parseDescriptor),
    artifactType: stringField(fields, 'artifactType') || null,
    annotations: recordField(fields, 'annotations'),
  };
}

function toImageIndex(fields: JsonFields): ImageIndex {
  // CVE-2021-41190: a document that is both would be another image to another reader.
  if (hasField(fields, 'config') || hasField(fields, 'layers')) {
    throw new InspectError('malformed-manifest', `${fields.where}: expected a manifest or an index, got one that is both`);
  }
  return {
    kind: 'index',
    mediaType: stringField(fields, 'mediaType') ?? '',
    manifests: objectsField(fields, 'manifests', parseDescriptor),
    artifactType: stringField(fields, 'artifactType') || null,
    annotations: recordField(fields, 'annotations'),
  };
}

function checkSchema(fields: JsonFields): void {
  const version = countField(fields, 'schemaVersion') ?? 2;
  if (version === 1 || hasField(fields, 'fsLayers')) {
    throw new InspectError('unsupported', `${fields.where}: expected a manifest of schema 2, got Docker's schema 1`);
  }
  if (version !== 2) throw new InspectError('unsupported', `${fields.where}: expected a manifest of schema 2, got schema ${version}`);
}
