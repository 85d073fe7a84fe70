import { isDigest } from './digest.ts';
import { InspectError } from './errors.ts';
import type { Origin } from './finding.ts';
import { countField, type JsonFields, missing, objectField, objectsField, stringField, toFields } from './json-fields.ts';
import { toPlatform } from './platform.ts';
import { type Report, type ReportDirectory, type ReportImage, type ReportLayer, type ReportPackage, schemaVersion } from './report.ts';

/** What the gate needs of the report that it compares with; every report has it. */
export type SavedReport = {
  readonly image: Pick<ReportImage, 'reference' | 'imageId' | 'platform' | 'sizeBytes' | 'compressedBytes' | 'entryCount'>;
  readonly layers: readonly Pick<ReportLayer, 'diffId' | 'sizeBytes' | 'origin'>[];
  readonly directories: readonly Pick<ReportDirectory, 'path' | 'sizeBytes'>[];
  readonly waste: Pick<Report['waste'], 'reclaimableBytes'>;
  readonly packages: readonly Pick<ReportPackage, 'type' | 'name' | 'bytes'>[];
};

/**
 * Parses what `flense inspect --format json` wrote.
 * @throws InspectError `malformed-json`
 */
export function parseSavedReport(value: unknown, where: string): SavedReport {
  const fields = toFields(value, where, 'malformed-json');
  if (countField(fields, 'schemaVersion') !== schemaVersion) throw wrong(fields, 'schemaVersion', `version ${schemaVersion}`);
  const image = required(fields, 'image', objectField(fields, 'image'));
  const waste = required(fields, 'waste', objectField(fields, 'waste'));
  return {
    image: parseImage(image),
    layers: objectsField(fields, 'layers', parseLayer),
    directories: objectsField(fields, 'directories', (item) => ({ path: text(item, 'path'), sizeBytes: count(item, 'sizeBytes') })),
    waste: { reclaimableBytes: count(waste, 'reclaimableBytes') },
    packages: objectsField(fields, 'packages', (item) => ({
      type: text(item, 'type'),
      name: text(item, 'name'),
      bytes: count(item, 'bytes'),
    })),
  };
}

function parseImage(fields: JsonFields): SavedReport['image'] {
  const platform = required(fields, 'platform', objectField(fields, 'platform'));
  const variant = stringField(platform, 'variant');
  return {
    reference: text(fields, 'reference'),
    imageId: digest(fields, 'imageId') as ReportImage['imageId'],
    platform: toPlatform(text(platform, 'os'), text(platform, 'architecture'), variant ?? undefined),
    sizeBytes: count(fields, 'sizeBytes'),
    compressedBytes: countField(fields, 'compressedBytes'),
    entryCount: count(fields, 'entryCount'),
  };
}

function parseLayer(fields: JsonFields): SavedReport['layers'][number] {
  const origin = required(fields, 'origin', objectField(fields, 'origin'));
  return {
    diffId: digest(fields, 'diffId') as string as ReportLayer['diffId'],
    sizeBytes: count(fields, 'sizeBytes'),
    origin: { kind: parseKind(origin), guessed: origin.value['guessed'] === true },
  };
}

function parseKind(fields: JsonFields): Origin['kind'] {
  const kind = stringField(fields, 'kind');
  if (kind === 'base' || kind === 'user' || kind === 'unknown') return kind;
  throw wrong(fields, 'kind', 'base, user or unknown');
}

function digest(fields: JsonFields, name: string): string {
  const value = stringField(fields, name);
  if (isDigest(value)) return value;
  throw wrong(fields, name, 'a digest');
}

function text(fields: JsonFields, name: string): string {
  return required(fields, name, stringField(fields, name));
}

function count(fields: JsonFields, name: string): number {
  return required(fields, name, countField(fields, name));
}

function required<T>(fields: JsonFields, name: string, value: T | null): T {
  if (value === null) throw missing(fields, name, 'a value');
  return value;
}

function wrong({ where, path, code, value }: JsonFields, name: string, expected: string): InspectError {
  const found = JSON.stringify(value[name]) ?? 'nothing';
  return new InspectError(code, `${where}: expected ${expected} as ${path === '' ? name : `${path}.${name}`}, got ${found.slice(0, 60)}`);
}
