import { describe, expect, it } from 'vitest';
import { Painting } from '../../../src/tui/paint/painting.ts';
import { changedRows, screenRows } from '../../../src/tui/paint/screen-rows.ts';

describe('a painting', () => {
  it('gives each block away once, in order', () => {
    const painting = new Painting();
    const [a, b] = [
      { columns: 4, rows: ['aaaa'], x: 0, y: 0 },
      { columns: 2, rows: ['bb'], x: 1, y: 0 },
    ];
    painting.place(a);
    painting.place(b);
    expect([painting.take(), painting.take()]).toEqual([[a, b], []]);
  });

  it('shows nothing of a frame of which a part has no place yet', () => {
    const painting = new Painting();
    painting.place({ columns: 1, rows: ['a'], x: 0, y: 0 });
    painting.place(null);
    expect([painting.take(), painting.take()]).toEqual([null, []]);
  });
});

describe('screenRows', () => {
  it('goes to each part by number, and clears it first', () => {
    expect(screenRows([{ x: 2, y: 1, columns: 3, rows: ['abc', 'out'] }], 2)).toEqual(['', '\u001b[2;3H\u001b[3Xabc']);
  });
});

describe('changedRows', () => {
  it('writes rows that differ and no others', () => {
    expect(changedRows(['a', 'b', 'c'], ['a', 'B', 'c'])).toBe('\u001b[?2026hB\u001b[?2026l');
    expect(changedRows(['a'], ['a'])).toBe('');
  });
});
