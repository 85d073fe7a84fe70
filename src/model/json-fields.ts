import { type ErrorCode, InspectError } from './errors.ts';

/**
 * A JSON object on its way to a typed value. Names are matched as Go matches them, whatever their case, since that is what the
 * engines do with the same bytes (jib writes `repoTags` for `RepoTags`); null counts as absent, since Go writes it for empty lists.
 */
export type JsonFields = {
  readonly value: Readonly<Record<string, unknown>>;
  /** The document, for messages. */
  readonly where: string;
  /** Of this object in its document: '' or `config.Healthcheck`. */
  readonly path: string;
  /** Of the failures. */
  readonly code: ErrorCode;
};

/** No format has objects of nearly as many fields; each name that is looked up is compared with all of them. */
const maxFields = 10_000;

/** @throws InspectError `code` unless `value` is an object of a sane number of fields */
export function toFields(value: unknown, where: string, code: ErrorCode, path = ''): JsonFields {
  const object = toObject(value, where, code, path);
  const count = Object.keys(object).length;
  if (count <= maxFields) return { value: object, where, path, code };
  throw new InspectError(
    code,
    `${where}: expected an object of at most ${maxFields} fields${path === '' ? '' : ` as ${path}`}, got ${count}`,
  );
}

export function hasField(fields: JsonFields, name: string): boolean {
  return field(fields, name) !== null;
}

export function stringField(fields: JsonFields, name: string): string | null {
  const value = field(fields, name);
  if (value === null || typeof value === 'string') return value;
  throw unexpected(fields, name, 'a string', value);
}

export function booleanField(fields: JsonFields, name: string): boolean {
  const value = field(fields, name) ?? false;
  if (typeof value === 'boolean') return value;
  throw unexpected(fields, name, 'true or false', value);
}

/** Sizes, counts and durations: nothing is negative. */
export function countField(fields: JsonFields, name: string): number | null {
  const value = field(fields, name);
  if (value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)) return value;
  throw unexpected(fields, name, 'a count', value);
}

export function stringsField(fields: JsonFields, name: string): readonly string[] {
  const list = listField(fields, name);
  return list.map((item, index) => toText(fields, `${name}[${index}]`, item));
}

/** A list, or one string that stands for a list of one, as very old images have it. */
export function commandField(fields: JsonFields, name: string): readonly string[] {
  const value = field(fields, name);
  return typeof value === 'string' ? [value] : stringsField(fields, name);
}

/** The keys of an object that is a set in Go (`{"80/tcp": {}}`), sorted; a list of them will do. */
export function keysField(fields: JsonFields, name: string): readonly string[] {
  const value = field(fields, name);
  if (Array.isArray(value)) return [...stringsField(fields, name)].sort();
  return value === null ? [] : Object.keys(toObject(value, fields.where, fields.code, join(fields, name))).sort();
}

/** An object of strings; any key is data here, `__proto__` as well. */
export function recordField(fields: JsonFields, name: string): Readonly<Record<string, string>> {
  const value = field(fields, name);
  if (value === null) return {};
  const entries = Object.entries(toObject(value, fields.where, fields.code, join(fields, name)));
  return Object.fromEntries(entries.map(([key, item]) => [key, toText(fields, `${name}[${JSON.stringify(key)}]`, item)]));
}

export function objectField(fields: JsonFields, name: string): JsonFields | null {
  const value = field(fields, name);
  return value === null ? null : toFields(value, fields.where, fields.code, join(fields, name));
}

export function objectsField<T>(fields: JsonFields, name: string, parse: (item: JsonFields) => T): readonly T[] {
  const list = listField(fields, name);
  return list.map((item, index) => parse(toFields(item, fields.where, fields.code, join(fields, `${name}[${index}]`))));
}

export function listField(fields: JsonFields, name: string): readonly unknown[] {
  const value = field(fields, name) ?? [];
  if (Array.isArray(value)) return value as readonly unknown[];
  throw unexpected(fields, name, 'a list', value);
}

/** For a field that must be there. */
export function missing(fields: JsonFields, name: string, expected: string): InspectError {
  return unexpected(fields, name, expected, undefined);
}

function field({ value, where, path, code }: JsonFields, name: string): NonNullable<unknown> | null {
  const folded = name.toLowerCase();
  const [key, second] = Object.keys(value).filter((key) => key.length === name.length && key.toLowerCase() === folded);
  if (second !== undefined) {
    throw new InspectError(code, `${where}: expected one ${name}${path === '' ? '' : ` in ${path}`}, got ${key} and ${second}`);
  }
  return key === undefined ? null : (value[key] ?? null);
}

function toText(fields: JsonFields, name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  throw unexpected(fields, name, 'a string', value);
}

function unexpected(fields: JsonFields, name: string, expected: string, value: unknown): InspectError {
  return new InspectError(fields.code, `${fields.where}: expected ${expected} as ${join(fields, name)}, got ${describe(value)}`);
}

function join(fields: JsonFields, name: string): string {
  return fields.path === '' ? name : `${fields.path}.${name}`;
}

function toObject(value: unknown, where: string, code: ErrorCode, path: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw new InspectError(code, `${where}: expected an object${path === '' ? '' : ` as ${path}`}, got ${describe(value)}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
