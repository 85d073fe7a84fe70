import type { Descriptor } from './descriptor.ts';
import { parseDigest } from './digest.ts';
import { countField, type JsonFields, missing, objectField, recordField, stringField } from './json-fields.ts';
import { type Platform, toPlatform } from './platform.ts';

/** @throws InspectError of the code of `fields` */
export function parseDescriptor(fields: JsonFields): Descriptor {
  const sizeBytes = countField(fields, 'size');
  if (sizeBytes === null) throw missing(fields, 'size', 'a count');
  const platform = parseDescriptorPlatform(objectField(fields, 'platform'));
  const artifactType = stringField(fields, 'artifactType');
  return {
    mediaType: stringField(fields, 'mediaType') ?? '',
    digest: parseDigest(stringField(fields, 'digest'), `${fields.where}: ${fields.path}.digest`),
    sizeBytes,
    annotations: recordField(fields, 'annotations'),
    ...(platform === null ? {} : { platform }),
    ...(artifactType === null || artifactType === '' ? {} : { artifactType }),
  };
}

/** null where it says nothing, as builders write `{}` or empty names for what they do not know. */
function parseDescriptorPlatform(fields: JsonFields | null): Platform | null {
  if (fields === null) return null;
  const os = stringField(fields, 'os') ?? '';
  const architecture = stringField(fields, 'architecture') ?? '';
  return os === '' || architecture === '' ? null : toPlatform(os, architecture, stringField(fields, 'variant') ?? undefined);
}
