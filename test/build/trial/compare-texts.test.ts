import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from '../../../src/build/trial/compare-texts.ts';

describe('the text of a slim image', () => {
  it.each([
    ['a time', 'at 10:15:12.123', 'at 10:16:02.9', []],
    ['the hour, where the original tells another one later', 'at 10:59:58', 'at 11:00:04', ['at 11:00:10']],
    ['a process', '[2026-01-01 10:00:00 +0000] [7] [INFO] up', '[2026-01-01 10:00:00 +0000] [1] [INFO] up', []],
    ['a process, as servers tell it', 'Started server process [7]\npid: 8, process 9', 'Started server process [1]\npid: 2, process 3', []],
    ['a process, as nginx tells it', '2026/01/01 10:00:00 [notice] 7#7: ok', '2026/01/01 10:00:09 [notice] 1#1: ok', []],
    ['a process, as Redis tells it', '7:M 01 Jan 2026 10:00:00.123 * Ready', '1:M 01 Jan 2026 10:00:00.200 * Ready', []],
    ['how long it took', 'ready in 12.5 ms (0.31s)', 'ready in 9 ms (1.20s)', []],
    ['an address', 'at 0x7ffe12', 'at 0x5500aa', ['at 0x1234ab']],
    ['an identifier', 'id 3f2a-11 ok', 'id 99ab-cd ok', ['id 7d2c-aa ok']],
    ['nothing', '', '', []],
  ])('is alike where it differs by %s', (_what, original, slim, again) => {
    expect(compareTexts(original, slim, again)).toEqual({ status: 'alike' });
  });

  it.each([
    ['a count', '{"rows":42}', '{"rows":0}', ['{"rows":42}'], '0', '42'],
    ['a list', '[42]', '[0]', ['[42]'], '0', '42'],
    ['a count beside what the original changes', 'n=1 rows=42', 'n=3 rows=0', ['n=2 rows=42'], '0', '42'],
    ['the zone of a time', '10:15:12 CET', '09:15:13 UTC', ['10:15:14 CET'], '09', '10'],
    ['a month in another language', '3 März 2026', '3 March 2026', ['3 März 2026'], 'March', 'März'],
    ['more lines', 'a\n', 'a\nb\n', ['a\n'], 'b', ''],
    ['fewer lines', 'a\nb\n', 'a\n', ['a\nb\n'], '', 'b'],
    ['seconds that are told to somebody', 'retry in 30 seconds', 'retry in 5 seconds', ['retry in 30 seconds'], '5', '30'],
  ])('differs by %s', (_what, original, slim, again, found, expected) => {
    expect(compareTexts(original, slim, again)).toEqual({ status: 'differs', found, expected });
  });

  const word = fc.constantFrom('a', 'b', '1', '2', ' ', '\n', ':');
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));

  it('is never blamed for what the original itself wrote', () => {
    fc.assert(fc.property(text, text, (one, other) => compareTexts(one, other, [other]).status === 'alike'));
    fc.assert(fc.property(text, text, (one, other) => compareTexts(one, one, [other]).status === 'alike'));
  });

  it('is found out wherever the original is steady', () => {
    const lines = fc.array(fc.nat(50), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lines, fc.nat(), (numbers, pick) => {
        const original = numbers.map((number) => `line ${number}`).join('\n');
        const changed = numbers.map((number, at) => `line ${at === pick % numbers.length ? number + 100 : number}`).join('\n');
        return compareTexts(original, changed, [original]).status === 'differs';
      }),
    );
  });

  it('is compared in a moment, however long it is', () => {
    const long = (seed: number): string => Array.from({ length: 100_000 }, (_, at) => `${(at * seed) % 13}`).join(' ');
    expect(compareTexts(long(3), long(5), [long(7)]).status).toBe('unsteady');
    expect(compareTexts(`${long(3)} x`, `${long(3)} y`, [`${long(3)} x`])).toEqual({ status: 'differs', found: 'y', expected: 'x' });
  });
});
