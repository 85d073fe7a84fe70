import { displayWidth, graphemes, graphemeWidth } from '../../src/report/display-width.ts';
import type { PlacedBlock } from '../../src/tui/paint/painting.ts';

/** What a terminal shows after blocks were written to it, without colours: one string for each row, blanks at its end cut off. */
export function terminalGrid(blocks: readonly PlacedBlock[], columns: number, rows: number): readonly string[] {
  const cells = Array.from({ length: rows }, () => new Array<string>(columns).fill(' '));
  for (const { x, y, rows: painted } of blocks) {
    for (const [i, text] of painted.entries()) {
      let column = x;
      for (const sign of graphemes(withoutColors(text))) {
        const row = cells[y + i];
        if (row === undefined) continue;
        row[column] = sign;
        for (let wide = 1; wide < graphemeWidth(sign); wide++) row[column + wide] = '';
        column += graphemeWidth(sign);
      }
    }
  }
  return cells.map((row) => row.slice(0, columns).join('').trimEnd());
}

/** Escape sequences other than those of colours stay, for tests to see. */
export function withoutColors(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of
  return text.replace(/\u001b\[[\d;]*m/g, '');
}

/** Rows of a block that are not as wide as it. */
export function badRows(blocks: readonly PlacedBlock[]): readonly string[] {
  return blocks.flatMap(({ columns, rows }) => rows.map(withoutColors).filter((row) => displayWidth(row) !== columns));
}
