import { describe, expect, it } from 'vitest';
import type { ReportDirectory } from '../../src/model/report.ts';
import { type DirectoryRow, directoryRows } from '../../src/report/directory-rows.ts';

describe('directoryRows', () => {
  it('passes over directories that only lead to another', () => {
    const rows = directoryRows(directories(['/', 100], ['/opt', 60], ['/opt/app', 60], ['/opt/app/lib', 59], ['/etc', 30]), 9);
    expect(outline(rows)).toEqual(['/opt/app/lib 59', '/etc 30']);
  });

  it('hangs directories under what holds them, by size', () => {
    const rows = directoryRows(
      directories(['/', 100], ['/usr', 80], ['/usr/lib', 40], ['/usr/share', 30], ['/var', 20], ['/usr/lib/x', 10], ['/usr/library', 5]),
      9,
    );
    expect(outline(rows)).toEqual(['/usr 80', '  lib 40', '    x 10', '  share 30', '  library 5', '/var 20']);
  });

  it('keeps the largest where there is no room for all', () => {
    const rows = directoryRows(directories(['/', 100], ['/usr', 80], ['/usr/lib', 40], ['/var', 20], ['/usr/share', 10]), 2);
    expect(outline(rows)).toEqual(['/usr 80', '  lib 40']);
  });

  it('has nothing to say of an image without directories', () => {
    expect(directoryRows(directories(['/', 0]), 9)).toEqual([]);
    expect(directoryRows([], 9)).toEqual([]);
  });
});

function directories(...sizes: readonly (readonly [path: string, sizeBytes: number])[]): readonly ReportDirectory[] {
  return sizes.map(([path, sizeBytes]) => ({ path, sizeBytes, entryCount: 1 }));
}

function outline(rows: readonly DirectoryRow[]): readonly string[] {
  return rows.flatMap(({ name, sizeBytes, children }) => [`${name} ${sizeBytes}`, ...outline(children).map((line) => `  ${line}`)]);
}
