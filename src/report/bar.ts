import type { TextStyle } from './text-style.ts';

/** A bar of `columns` for a part of a whole; what is wasted of the part comes last, in other cells. Any part is at least a sliver. */
export function bar(part: number, wasted: number, whole: number, columns: number, { paint, signs }: TextStyle): string {
  if (whole <= 0 || part <= 0 || columns === 0) return ' '.repeat(columns);
  const cells = (part / whole) * columns;
  const wastedCells = Math.min(Math.round((wasted / whole) * columns), Math.ceil(cells));
  const kept = wastedCells > 0 ? solid(Math.round(cells) - wastedCells, signs.cells) : solid(cells, signs.cells);
  const waste = signs.wasteCell.repeat(wastedCells);
  const sliver = kept === '' && waste === '' ? (signs.cells.find((cell) => cell !== '') ?? '') : '';
  return paint('layer', kept + sliver) + paint('waste', waste) + ' '.repeat(columns - (kept + sliver + waste).length);
}

function solid(cells: number, signs: readonly string[]): string {
  const eighths = Math.max(0, Math.round(cells * 8));
  return signs[8]!.repeat(Math.floor(eighths / 8)) + signs[eighths % 8]!;
}
