import { InspectError } from './errors.ts';
import { countField, type JsonFields, missing, objectField, stringField } from './json-fields.ts';

/** Values that a Plan must have, each in its form. */

const maxPathLength = 4_096;

/** The lower twelve bits. */
const maxMode = 0o7777;

/** Linux has no larger number of a user or a group. */
const maxId = 0xffff_ffff;

export function requiredObject(fields: JsonFields, name: string): JsonFields {
  const value = objectField(fields, name);
  if (value === null) throw missing(fields, name, 'an object');
  return value;
}

export function requiredString(fields: JsonFields, name: string): string {
  const value = stringField(fields, name);
  if (value === null) throw missing(fields, name, 'a string');
  return value;
}

export function requiredCount(fields: JsonFields, name: string): number {
  const value = countField(fields, name);
  if (value === null) throw missing(fields, name, 'a count');
  return value;
}

export function modeField(fields: JsonFields): number {
  return atMost(fields, 'mode', maxMode);
}

export function idField(fields: JsonFields, name: 'uid' | 'gid'): number {
  return atMost(fields, name, maxId);
}

/** One of a closed set. */
export function choiceField<T extends string>(fields: JsonFields, name: string, choices: readonly T[]): T {
  const value = requiredString(fields, name);
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw unexpected(fields, name, `one of ${choices.join(', ')}`, value);
  return found;
}

/** Absolute and normalised: it names a member of a tar and a word of a Dockerfile. */
export function pathField(fields: JsonFields, name: string): string {
  const path = requiredString(fields, name);
  const parts = path === '/' ? [] : path.slice(1).split('/');
  const isNormal = path.startsWith('/') && !path.includes('\0') && parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isNormal || path.length > maxPathLength) throw unexpected(fields, name, 'an absolute path without "." and ".."', path);
  return path;
}

export function unexpected(fields: JsonFields, name: string, expected: string, found: string): InspectError {
  const place = fields.path === '' ? name : `${fields.path}.${name}`;
  return new InspectError(fields.code, `${fields.where}: expected ${expected} as ${place}, got ${JSON.stringify(found.slice(0, 80))}`);
}

function atMost(fields: JsonFields, name: string, most: number): number {
  const value = requiredCount(fields, name);
  if (value > most) throw unexpected(fields, name, `a number up to ${most}`, String(value));
  return value;
}
