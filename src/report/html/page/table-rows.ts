import type { PageTable } from '../page-data.ts';

export type Sorting = { readonly column: number; readonly isDescending: boolean };

type Row = PageTable['rows'][number];

const severities = ['critical', 'high', 'medium', 'low', 'info'];

/** Rows that have every word of the filter, in the order asked for; null: as they come. What is empty comes last. */
export function tableRows({ columns, rows }: PageTable, filter: string, sorting: Sorting | null): readonly Row[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = words.length === 0 ? rows : rows.filter((row) => hasWords(row, words));
  if (sorting === null) return found;
  const { column, isDescending } = sorting;
  const isSeverity = columns[column]!.kind === 'severity';
  const sign = isDescending ? -1 : 1;
  return found.toSorted((a, b) => {
    const [left, right] = [a[column]!, b[column]!];
    if (isEmpty(left) || isEmpty(right)) return Number(isEmpty(left)) - Number(isEmpty(right));
    return sign * (isSeverity ? severities.indexOf(String(left)) - severities.indexOf(String(right)) : compare(left, right));
  });
}

function hasWords(row: Row, words: readonly string[]): boolean {
  const text = row
    .filter((cell) => typeof cell === 'string')
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function isEmpty(cell: string | number | null | undefined): boolean {
  return cell === null || cell === undefined || cell === '';
}

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
