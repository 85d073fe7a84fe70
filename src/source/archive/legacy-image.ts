import { InspectError } from '../../model/errors.ts';
import type { HistoryRecord, ImageConfig } from '../../model/image-config.ts';
import { parseImageIdentity, parseTime } from '../../model/image-config-parser.ts';
import { parseJson } from '../../model/json.ts';
import { type JsonFields, objectField, stringField, stringsField, toFields } from '../../model/json-fields.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import type { ImageFiles } from '../image-files.ts';
import { readDocument } from '../read-document.ts';

/** An image of Docker before 1.10: each layer is described by a file of its own, which names its parent. */
export type LegacyImage = {
  readonly config: Omit<ImageConfig, 'diffIds'>;
  /** Names of the layers' directories, the base first. */
  readonly layerIds: readonly string[];
};

/** https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.md */
export function readLegacyImage(files: ImageFiles, id: string, limits: Limits): LegacyImage {
  const top = readLayerFields(files, id, limits);
  const chain = [{ id, fields: top }];
  const seen = new Set([id]);
  for (let parent = stringField(top, 'parent') || null; parent !== null; ) {
    if (seen.has(parent)) throw new InspectError('malformed-manifest', `layer ${parent}: expected layers that end at a base, got a cycle`);
    if (seen.size >= limits.layers) throw limitExceeded(limits, 'layers', 'repositories');
    seen.add(parent);
    const fields = readLayerFields(files, parent, limits);
    chain.unshift({ id: parent, fields });
    parent = stringField(fields, 'parent') || null;
  }
  const history = chain.map(({ fields }) => toHistoryRecord(fields));
  return { config: { ...parseImageIdentity(top), history }, layerIds: chain.map((layer) => layer.id) };
}

export function layerDocumentPath(id: string): string {
  if (/^[0-9a-f]{64}$/.test(id)) return `${id}/json`;
  throw new InspectError('malformed-manifest', `repositories: expected a layer of 64 hex digits, got ${JSON.stringify(id.slice(0, 80))}`);
}

function readLayerFields(files: ImageFiles, id: string, limits: Limits): JsonFields {
  const path = layerDocumentPath(id);
  const bytes = readDocument(files, path, limits);
  if (bytes === null) throw new InspectError('missing-blob', `expected ${path} in the archive, got nothing by that name`);
  return toFields(parseJson(bytes, limits, path), path, 'malformed-config');
}

function toHistoryRecord(fields: JsonFields): HistoryRecord {
  const container = objectField(fields, 'container_config');
  return {
    createdBy: container === null ? '' : stringsField(container, 'Cmd').join(' '),
    created: parseTime(fields, 'created'),
    comment: stringField(fields, 'comment') || null,
    emptyLayer: false,
  };
}
