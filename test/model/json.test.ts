import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { type JsonLimits, parseJson } from '../../src/model/json.ts';

const limits: JsonLimits = { jsonBytes: 800, jsonDepth: 4 };

function parse(text: string | Uint8Array): unknown {
  return parseJson(typeof text === 'string' ? Buffer.from(text) : text, limits, 'config');
}

function failure(text: string | Uint8Array): string {
  try {
    parse(text);
    return 'none';
  } catch (error) {
    return error instanceof InspectError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('parseJson', () => {
  it('parses what is within its limits', () => {
    expect(parse('{"a":[{"b":[1]}]}')).toEqual({ a: [{ b: [1] }] });
  });

  it('refuses a document that is too long, too deep, or of too many values', () => {
    expect(failure(`"${'x'.repeat(799)}"`)).toBe('limit: config: more than 800 (limit jsonBytes; raise it with --limit jsonBytes=NUMBER)');
    expect(failure('[[[[[]]]]]')).toBe('limit: config: more than 4 (limit jsonDepth; raise it with --limit jsonDepth=NUMBER)');
    expect(failure(`[${'0,'.repeat(110)}0]`)).toMatch(/^limit: config: very many small values: more than 800/);
  });

  it('does not count brackets, commas and escaped quotes inside of strings', () => {
    const text = String.raw`{"a":"[[[[[[[[{{{{,,,\"[[[[[[\\","b":["]]"]}`;
    expect(parse(text)).toEqual({ a: '[[[[[[[[{{{{,,,"[[[[[[\\', b: [']]'] });
    expect(parse(`"${','.repeat(700)}"`)).toBe(','.repeat(700));
  });

  it('stays quick on a document of nothing but brackets', () => {
    const bytes = Buffer.alloc(16 * 1_048_576, '[');
    expect(() => parseJson(bytes, { jsonBytes: bytes.length, jsonDepth: 64 }, 'config')).toThrow(/limit jsonDepth/);
  });

  it('says what came when it is no JSON', () => {
    expect(failure('')).toBe('malformed-json: config: expected JSON, got nothing');
    expect(failure(' \n')).toBe('malformed-json: config: expected JSON, got nothing');
    expect(failure('{"a": [1, 2')).toBe('malformed-json: config: expected JSON, got a document that ends too early');
    expect(failure('<html>\u001b[31m')).toBe('malformed-json: config: expected JSON, got text that starts with "<html>\\u001b[31m"');
    expect(failure('{"a":1} {"b":2}')).toMatch(/^malformed-json: config: expected JSON, got text/);
  });

  it('takes the last of two values for one key, and invalid UTF-8 as U+FFFD, as Go does', () => {
    expect(parse('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parse(Buffer.from([0x22, 0xff, 0x22]))).toBe('\ufffd');
  });

  it('keeps __proto__ as a key among others', () => {
    const value = parse('{"__proto__":{"polluted":true}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
