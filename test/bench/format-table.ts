import { judge, megabytes } from './judge.ts';
import { medianSeconds, peakBytes, type Results, type Row } from './row.ts';

const heading = ['command', 'median', 'from', 'to', 'runs', 'peak', 'target', 'measured', 'reached'];

/** One line for each row, and one more for each further target. Times in seconds. */
export function formatTable(rows: readonly Row[], results: Results): string {
  const lines = [heading, ...rows.filter(({ label }) => results.has(label)).flatMap((row) => rowLines(row, results))];
  const widths = heading.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines.map((cells) => cells.map((cell, column) => pad(cell, widths[column]!, column)).join('  ')).join('\n');
}

function rowLines(row: Row, results: Results): readonly (readonly string[])[] {
  const measurements = results.get(row.label) ?? [];
  const seconds = measurements.map((measurement) => measurement.seconds);
  const times = [medianSeconds(measurements), Math.min(...seconds), Math.max(...seconds)].map((time) => time.toFixed(3));
  const figures = [row.label, ...times, String(measurements.length), megabytes(peakBytes(measurements))];
  const judgements = row.targets.map((target) => judge(row, target, results));
  const verdicts = judgements.map(({ target, measured, isReached }) => [
    target,
    measured,
    isReached === null ? '-' : isReached ? 'yes' : 'NO',
  ]);
  const [first = ['', '', ''], ...rest] = verdicts;
  return [[...figures, ...first], ...rest.map((verdict) => [...figures.map(() => ''), ...verdict])];
}

/** Words to the left, figures to the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 || column >= 6 ? cell.padEnd(width) : cell.padStart(width);
}
