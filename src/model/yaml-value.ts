import { InspectError } from './errors.ts';

/** A part of a YAML document that knows its line. */
export type YamlValue =
  | { readonly kind: 'map'; readonly line: number; readonly entries: readonly YamlEntry[] }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly YamlValue[] }
  /** `text` as it is written for a number, without its quotes for a string. */
  | { readonly kind: 'scalar'; readonly line: number; readonly value: string | number | boolean | null; readonly text: string };

export type YamlEntry = { readonly key: string; readonly line: number; readonly value: YamlValue };

export type YamlMap = Extract<YamlValue, { kind: 'map' }>;

/** Where a value is: `.flense.yml` and `budgets.size`. */
export type YamlPlace = { readonly file: string; readonly path: string };

export function placeBelow({ file, path }: YamlPlace, key: string): YamlPlace {
  return { file, path: path === '' ? key : `${path}.${key}` };
}

/** @throws InspectError `usage` unless it is a map whose keys are all known; nothing at all is an empty map */
export function expectMap(value: YamlValue, known: readonly string[] | null, place: YamlPlace): YamlMap {
  if (value.kind === 'scalar' && value.value === null) return { kind: 'map', line: value.line, entries: [] };
  if (value.kind !== 'map') throw unexpectedYaml(place, value, 'a mapping');
  const unknown = known === null ? undefined : value.entries.find(({ key }) => !known.includes(key));
  if (unknown === undefined) return value;
  const subject = place.path === '' ? '' : ` of ${place.path}`;
  throw new InspectError(
    'usage',
    `${place.file}:${unknown.line}: expected a key${subject} out of ${known!.join(', ')}; got ${JSON.stringify(unknown.key.slice(0, 60))}`,
  );
}

export function entryOf({ entries }: YamlMap, key: string): YamlValue | null {
  return entries.find((entry) => entry.key === key)?.value ?? null;
}

/** A string, or a number as it is written. @throws InspectError `usage` */
export function expectText(value: YamlValue, expected: string, place: YamlPlace): string {
  if (value.kind === 'scalar' && (typeof value.value === 'string' || typeof value.value === 'number')) return value.text;
  throw unexpectedYaml(place, value, expected);
}

/** A list of strings, or one that stands for a list of one. @throws InspectError `usage` */
export function expectTexts(value: YamlValue, expected: string, place: YamlPlace): readonly string[] {
  if (value.kind !== 'list') return [expectText(value, `${expected}, or a list of them`, place)];
  return value.items.map((item, i) => expectText(item, expected, placeBelow(place, String(i))));
}

export function unexpectedYaml(place: YamlPlace, value: YamlValue, expected: string): InspectError {
  const subject = place.path === '' ? '' : ` as ${place.path}`;
  return new InspectError('usage', `${place.file}:${value.line}: expected ${expected}${subject}, got ${describe(value)}`);
}

function describe(value: YamlValue): string {
  if (value.kind !== 'scalar') return value.kind === 'map' ? 'a mapping' : 'a list';
  return value.value === null ? 'nothing' : JSON.stringify(value.text.slice(0, 60));
}
