import { describe, expect, it } from 'vitest';
import { bar } from '../../src/report/bar.ts';
import { textStyle } from '../../src/report/text-style.ts';

const plain = textStyle(80, false, true);
const ascii = textStyle(80, false, false);

describe('bar', () => {
  it.each([
    [0, 0, 100, '          '],
    [100, 0, 100, '██████████'],
    [25, 0, 100, '██▌       '],
    [1, 0, 1000, '▏         '],
    [60, 20, 100, '████░░    '],
    [100, 100, 100, '░░░░░░░░░░'],
    [30, 30, 100, '░░░       '],
    [5, 0, 0, '          '],
  ])('%d, of which %d wasted, of %d', (part, wasted, whole, cells) => {
    expect(bar(part, wasted, whole, 10, plain)).toBe(cells);
  });

  it('needs no more than ASCII', () => {
    expect(bar(60, 20, 100, 10, ascii)).toBe('====!!    ');
    expect(bar(1, 0, 1000, 10, ascii)).toBe('=         ');
  });

  it('always takes its columns', () => {
    for (let part = 0; part <= 100; part++) {
      for (let wasted = 0; wasted <= part; wasted++) expect(bar(part, wasted, 100, 7, plain)).toHaveLength(7);
    }
  });
});
