import type { Plan } from '../../model/plan.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatShare } from '../format-share.ts';
import { limitedTable } from './inspect-tables.ts';
import type { PageTable } from './page-data.ts';

const maxRows = 5_000;

/** What the production stage keeps, and what could not be known. */
export function planTables(plan: Plan): readonly PageTable[] {
  return [keptTable(plan), warningTable(plan)].filter(({ rows }) => rows.length > 0);
}

function keptTable({ files, size, base }: Plan): PageTable {
  const rows = files
    .filter(({ kind }) => kind !== 'directory')
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes, part, reason, from, confidence }) => [
      bytes,
      path,
      part,
      `${reason}${from === null ? '' : ` ${from}`}`,
      confidence,
    ]);
  const on = base.kind === 'scratch' ? 'scratch' : base.reference;
  const share = formatShare(size.predictedBytes, size.imageBytes);
  const columns = [
    { label: 'Bytes', kind: 'bytes' },
    { label: 'Path', kind: 'code' },
    { label: 'Part', kind: 'text' },
    { label: 'Kept, as it is', kind: 'text' },
    { label: 'Confidence', kind: 'text' },
  ] as const;
  const note = `${formatBytes(size.imageBytes)} become ${formatBytes(size.predictedBytes)} (${share}) on ${on}.`;
  return limitedTable({ id: 'plan', title: 'The plan for production', note, columns, rows: rows.slice(0, maxRows) }, rows.length);
}

function warningTable({ warnings }: Plan): PageTable {
  const columns = [
    { label: 'What could not be known', kind: 'text' },
    { label: 'Path', kind: 'code' },
    { label: 'Code', kind: 'code' },
  ] as const;
  const rows = warnings.slice(0, maxRows).map(({ text, path, code }) => [text, path, code]);
  return limitedTable({ id: 'plan-warnings', title: 'Warnings of the plan', note: '', columns, rows }, warnings.length);
}
