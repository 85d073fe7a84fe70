/** One application of the table; `null` for what was not reached. */
export type SlimRow = {
  readonly name: string;
  readonly beforeBytes: number | null;
  readonly afterBytes: number | null;
  readonly tracedBytes: number | null;
  readonly runs: boolean;
  /** Why files that were touched are left out, where that is meant. */
  readonly without?: string;
};

/** Application, before, after, share, traced, times the traced, whether it runs. */
export function formatSlimTable(rows: readonly SlimRow[]): string {
  const head = ['application', 'before', 'after', '%', 'traced', '× traced', 'runs'];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const notes = rows.flatMap(({ name, without }) => (without === undefined ? [] : [`${name}: without ${without}`]));
  return [
    ...lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')),
    ...notes,
  ].join('\n');
}

export function timesTraced({ afterBytes, tracedBytes }: SlimRow): number {
  return afterBytes === null || tracedBytes === null || tracedBytes === 0 ? Number.POSITIVE_INFINITY : afterBytes / tracedBytes;
}

function cells(row: SlimRow): readonly string[] {
  const { name, beforeBytes, afterBytes, tracedBytes, runs } = row;
  const share = beforeBytes === null || afterBytes === null ? '-' : ((100 * afterBytes) / beforeBytes).toFixed(1);
  const times = timesTraced(row);
  return [
    name,
    megabytes(beforeBytes),
    megabytes(afterBytes),
    share,
    megabytes(tracedBytes),
    Number.isFinite(times) ? times.toFixed(2) : '-',
    runs ? 'yes' : 'NO',
  ];
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '-' : `${(bytes / 1e6).toFixed(1)} MB`;
}
