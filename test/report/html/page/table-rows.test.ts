import { describe, expect, it } from 'vitest';
import { tableRows } from '../../../../src/report/html/page/table-rows.ts';
import type { PageTable } from '../../../../src/report/html/page-data.ts';

const table: PageTable = {
  id: 't',
  title: 'T',
  note: '',
  columns: [
    { label: 'Severity', kind: 'severity' },
    { label: 'Path', kind: 'code' },
    { label: 'Bytes', kind: 'bytes' },
  ],
  rows: [
    ['low', '/b', 2],
    ['critical', '/a/x', null],
    ['medium', '/C', 10],
  ],
};

const paths = (filter: string, column: number | null, isDescending = false): readonly unknown[] =>
  tableRows(table, filter, column === null ? null : { column, isDescending }).map((row) => row[1]);

describe('tableRows', () => {
  it('come in the order that is asked for, what is empty last', () => {
    expect([paths('', null), paths('', 0), paths('', 1), paths('', 2), paths('', 2, true)]).toEqual([
      ['/b', '/a/x', '/C'],
      ['/a/x', '/C', '/b'],
      ['/C', '/a/x', '/b'],
      ['/b', '/C', '/a/x'],
      ['/C', '/b', '/a/x'],
    ]);
  });

  it('have every word of the filter', () => {
    expect([paths('C', null), paths('x crit', null), paths('x low', null), paths(' ', null), paths('[', null)]).toEqual([
      ['/a/x', '/C'],
      ['/a/x'],
      [],
      ['/b', '/a/x', '/C'],
      [],
    ]);
  });
});
