import { checkGlob } from './budgets-parser.ts';
import { isDigest } from './digest.ts';
import { InspectError } from './errors.ts';
import { type ExceptionKind, exceptionKinds, type GateException } from './gate-exception.ts';
import { entryOf, expectMap, expectText, placeBelow, unexpectedYaml, type YamlMap, type YamlPlace, type YamlValue } from './yaml-value.ts';

/** The section `exceptions`. @throws InspectError `usage` */
export function parseExceptions(value: YamlValue, place: YamlPlace): readonly GateException[] {
  if (value.kind === 'scalar' && value.value === null) return [];
  if (value.kind !== 'list') throw unexpectedYaml(place, value, 'a list');
  return value.items.map((item, i) => parseException(item, placeBelow(place, String(i))));
}

function parseException(value: YamlValue, place: YamlPlace): GateException {
  const map = expectMap(value, [...exceptionKinds, 'reason', 'expires'], place);
  // A code narrows the others, and stands for itself where there is none.
  const kinds = exceptionKinds.filter((kind) => entryOf(map, kind) !== null);
  const [kind] = kinds;
  if (kind === undefined || kinds.filter((one) => one !== 'code').length > 1)
    throw unexpectedYaml(place, value, `one of ${exceptionKinds.join(', ')}`);
  return {
    kind,
    value: parseSubject(kind, textOf(map, kind, 'text', place), place, map),
    code: entryOf(map, 'code') === null ? null : textOf(map, 'code', 'an analyzer or a code', place),
    reason: nonEmpty(map, 'reason', place),
    expires: parseDay(map, place),
  };
}

function parseSubject(kind: ExceptionKind, text: string, place: YamlPlace, { line }: YamlMap): string {
  const where = `${place.file}:${line}: ${place.path}.${kind}`;
  if (kind === 'code') return text;
  if (kind !== 'digest') return checkGlob(text, where);
  if (isDigest(text)) return text;
  throw new InspectError('usage', `${where}: expected a digest like sha256:<64 hex digits>, got ${JSON.stringify(text.slice(0, 80))}`);
}

function parseDay(map: YamlMap, place: YamlPlace): string {
  const text = textOf(map, 'expires', 'a day like 2026-12-31', place);
  if (isDay(text)) return text;
  throw unexpectedYaml(placeBelow(place, 'expires'), entryOf(map, 'expires')!, 'a day like 2026-12-31');
}

/** A day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function nonEmpty(map: YamlMap, key: string, place: YamlPlace): string {
  const text = textOf(map, key, 'a reason', place);
  if (text.trim() !== '') return text;
  throw unexpectedYaml(placeBelow(place, key), entryOf(map, key)!, 'a reason');
}

function textOf(map: YamlMap, key: string, expected: string, place: YamlPlace): string {
  const value = entryOf(map, key) ?? { kind: 'scalar', line: map.line, value: null, text: '' };
  return expectText(value, expected, placeBelow(place, key));
}
