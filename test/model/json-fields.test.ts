import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import {
  booleanField,
  commandField,
  countField,
  hasField,
  type JsonFields,
  keysField,
  missing,
  objectField,
  objectsField,
  recordField,
  stringField,
  stringsField,
  toFields,
} from '../../src/model/json-fields.ts';

function fields(json: string): JsonFields {
  return toFields(JSON.parse(json), 'doc', 'malformed-config');
}

function failure(action: () => unknown): string {
  try {
    action();
    return 'none';
  } catch (error) {
    return error instanceof InspectError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('fields of a JSON object', () => {
  it('are found whatever their case, as in Go', () => {
    expect(stringField(fields('{"repoTags":"a"}'), 'RepoTags')).toBe('a');
    expect(stringField(fields('{"USER":"a"}'), 'User')).toBe('a');
    expect(stringField(fields('{"Users":"a"}'), 'User')).toBeNull();
  });

  it('may not be given in two cases, as readers would disagree on which counts', () => {
    expect(failure(() => stringField(fields('{"User":"app","user":"root"}'), 'User'))).toBe(
      'malformed-config: doc: expected one User, got User and user',
    );
  });

  it('count as absent when they are null', () => {
    const nulls = fields('{"a":null}');
    expect([stringField(nulls, 'a'), countField(nulls, 'a'), objectField(nulls, 'a'), hasField(nulls, 'a')]).toEqual([
      null,
      null,
      null,
      false,
    ]);
    expect([stringsField(nulls, 'a'), keysField(nulls, 'a'), recordField(nulls, 'a'), booleanField(nulls, 'a')]).toEqual([
      [],
      [],
      {},
      false,
    ]);
    expect(stringsField(fields('{"a":["x",null]}'), 'a')).toEqual(['x', '']);
  });

  it('are no more than any format has, labels and other records aside', () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, 'v']));
    expect(failure(() => toFields(many, 'doc', 'malformed-config', 'config'))).toBe(
      'malformed-config: doc: expected an object of at most 10000 fields as config, got 10001',
    );
    expect(recordField(toFields({ labels: many }, 'doc', 'malformed-config'), 'labels')).toEqual(many);
  });

  it('never come from the prototype', () => {
    expect(hasField(fields('{}'), 'constructor')).toBe(false);
    expect(hasField(fields('{}'), 'toString')).toBe(false);
    expect(hasField(fields('{}'), '__proto__')).toBe(false);
  });

  it('are told with their place and what came when they have the wrong type', () => {
    const nested = objectField(fields('{"config":{"Env":"A=1","User":7,"Labels":{"x":1},"n":-1,"f":1.5,"b":"true"}}'), 'config')!;
    expect(failure(() => stringsField(nested, 'Env'))).toBe('malformed-config: doc: expected a list as config.Env, got "A=1"');
    expect(failure(() => stringField(nested, 'User'))).toBe('malformed-config: doc: expected a string as config.User, got 7');
    expect(failure(() => recordField(nested, 'Labels'))).toBe('malformed-config: doc: expected a string as config.Labels["x"], got 1');
    expect(failure(() => countField(nested, 'n'))).toBe('malformed-config: doc: expected a count as config.n, got -1');
    expect(failure(() => countField(nested, 'f'))).toBe('malformed-config: doc: expected a count as config.f, got 1.5');
    expect(failure(() => booleanField(nested, 'b'))).toBe('malformed-config: doc: expected true or false as config.b, got "true"');
    expect(failure(() => objectField(nested, 'Env'))).toBe('malformed-config: doc: expected an object as config.Env, got "A=1"');
    expect(failure(() => stringsField(fields('{"a":[[]]}'), 'a'))).toBe('malformed-config: doc: expected a string as a[0], got a list');
    expect(failure(() => objectsField(fields('{"a":[{},3]}'), 'a', () => 0))).toBe(
      'malformed-config: doc: expected an object as a[1], got 3',
    );
    expect(failure(() => toFields([], 'doc', 'malformed-json'))).toBe('malformed-json: doc: expected an object, got a list');
    expect(missing(nested, 'Cmd', 'a list').message).toBe('doc: expected a list as config.Cmd, got nothing');
  });

  it('that are sets come out sorted, from an object or from a list', () => {
    expect(keysField(fields('{"p":{"80/tcp":{},"53/udp":{}}}'), 'p')).toEqual(['53/udp', '80/tcp']);
    expect(keysField(fields('{"p":["b","a"]}'), 'p')).toEqual(['a', 'b']);
  });

  it('that are commands may be one string', () => {
    expect(commandField(fields('{"c":"/run me"}'), 'c')).toEqual(['/run me']);
    expect(commandField(fields('{"c":["/run","me"]}'), 'c')).toEqual(['/run', 'me']);
  });

  it('that are records keep any key as data', () => {
    const record = recordField(fields('{"l":{"__proto__":"x","constructor":"y","a":null}}'), 'l');
    expect(Object.entries(record)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['a', ''],
    ]);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });
});
