import type { Look } from '../paint/look.ts';
import { type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';

/** A bar of `columns` for a part of a whole; what is wasted of the part comes last. Any part is at least a sliver. */
export function sizeBar(part: number, wasted: number, whole: number, columns: number, { signs }: Look, tone: Tone): readonly Span[] {
  if (columns <= 0) return [];
  if (whole <= 0 || part <= 0) return [span(' '.repeat(columns))];
  const cells = Math.min(columns, (part / whole) * columns);
  const wastedCells = Math.min(Math.round((wasted / whole) * columns), Math.ceil(cells));
  const kept = wastedCells > 0 ? signs.cells[8]!.repeat(Math.max(0, Math.round(cells) - wastedCells)) : solid(cells, signs.cells);
  const sliver = kept === '' && wastedCells === 0 ? signs.cells.find((cell) => cell !== '')! : '';
  return [
    span(kept + sliver, tone),
    span(signs.wasteCell.repeat(wastedCells), 'waste'),
    span(' '.repeat(Math.max(0, columns - (kept + sliver).length - wastedCells))),
  ];
}

function solid(cells: number, signs: readonly string[]): string {
  const eighths = Math.max(0, Math.round(cells * 8));
  return signs[8]!.repeat(Math.floor(eighths / 8)) + signs[eighths % 8]!;
}
