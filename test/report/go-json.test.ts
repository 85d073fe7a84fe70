import { describe, expect, it } from 'vitest';
import { goJsonString } from '../../src/report/go-json.ts';

describe('goJsonString', () => {
  it.each([
    ['plain ~/text.txt', '"plain ~/text.txt"'],
    ['', '""'],
    ['"quoted" \\', '"\\"quoted\\" \\\\"'],
    ['a && b <c>', '"a \\u0026\\u0026 b \\u003cc\\u003e"'],
    ['\b\f\n\r\t\0\u001b', '"\\b\\f\\n\\r\\t\\u0000\\u001b"'],
    ['\u2028\u2029', '"\\u2028\\u2029"'],
    ['\u007f\u0085é日😀\ufffd', '"\u007f\u0085é日😀\ufffd"'],
    ['\udcff\udc80', '"\\ufffd\\ufffd"'],
  ])('writes %j as Go does', (text, json) => {
    expect(goJsonString(text)).toBe(json);
  });
});
