import type { PlacedBlock } from './painting.ts';

/**
 * What each row of the screen is written as. Every part of it goes to its column by number, after that many cells are cleared,
 * so that a terminal that takes a sign for wider than we do shifts nothing but the end of that part.
 */
export function screenRows(blocks: readonly PlacedBlock[], rowCount: number): readonly string[] {
  const rows: string[] = new Array<string>(rowCount).fill('');
  for (const { x, y, columns, rows: painted } of blocks) {
    for (const [i, text] of painted.entries()) {
      const row = y + i;
      if (row >= 0 && row < rowCount) rows[row] += `\u001b[${row + 1};${x + 1}H\u001b[${columns}X${text}`;
    }
  }
  return rows;
}

/** What turns one screen into another: only rows that differ, as one change where the terminal knows how to. */
export function changedRows(before: readonly string[], after: readonly string[]): string {
  let changed = '';
  for (const [i, row] of after.entries()) if (row !== before[i]) changed += row;
  return changed === '' ? '' : `\u001b[?2026h${changed}\u001b[?2026l`;
}
