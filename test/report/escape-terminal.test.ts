import { describe, expect, it } from 'vitest';
import { decodeName } from '../../src/model/layer-index.ts';
import { escapeTerminal } from '../../src/report/escape-terminal.ts';

describe('escapeTerminal', () => {
  it.each([
    ['\u001b[31mred', '\\x1b[31mred', 'an escape sequence'],
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07', 'a title'],
    ['\u009b2J', '\\x9b2J', 'an escape sequence of one sign (C1)'],
    ['a\nb\tc\rd', 'a\\nb\\tc\\rd', 'what ends or moves a line'],
    ['\u0000\u007f', '\\x00\\x7f', 'NUL and DEL'],
    ['invoice\u202egpj.exe', 'invoice\\u202egpj.exe', 'an override of direction'],
    ['\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069', '\\u202a\\u202b\\u202c\\u202d\\u2066\\u2067\\u2068\\u2069', 'all of them'],
    ['\u200e\u200f\u061c', '\\u200e\\u200f\\u061c', 'marks of direction'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c', 'separators of lines and paragraphs'],
    ['pass\u200bword\ufeff\u00ad', 'pass\\u200bword\\ufeff\\xad', 'what cannot be seen'],
    [decodeName(Buffer.from('caf\xe9', 'latin1')), 'caf\\xe9', 'a byte that is not UTF-8'],
    ['\ud83d', '\\ud83d', 'half of a pair'],
    ['\udc00\udfff', '\\udc00\\udfff', 'surrogates that stand for no byte'],
  ])('%j becomes %s', (text, escaped) => {
    expect(escapeTerminal(text)).toBe(escaped);
  });

  it.each(['/usr/bin/env', 'C:\\Windows', 'a\\x1b', 'é e\u0301 жаба 蛙 🐸', '👩\u200d💻', 'עברית العربية', '~`$(id)'])(
    '%s stays as it is',
    (text) => {
      expect(escapeTerminal(text)).toBe(text);
    },
  );
});
