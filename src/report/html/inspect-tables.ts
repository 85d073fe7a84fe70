import type { Origin } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { formatCounted } from '../format-count.ts';
import type { PageTable } from './page-data.ts';

/** More than that makes a page slow to open; the largest are there. */
const maxRows = 5_000;

/** Tables of a report; those that would be empty are left out. */
export function inspectTables(report: Report): readonly PageTable[] {
  return [wasteTable(report), findingTable(report), vulnerabilityTable(report), packageTable(report)].filter(({ rows }) => rows.length > 0);
}

/** Of names from an image, and of how much of the list is there. */
export function limitedTable(table: PageTable, total: number): PageTable {
  const isCut = total > table.rows.length;
  return {
    ...table,
    note: isCut ? `${table.note} The largest ${table.rows.length} of ${formatCounted(total, 'row')}.`.trim() : table.note,
    rows: table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? escapeTerminal(cell) : cell))),
  };
}

/** `base`, `user (guessed)`; '' where nothing tells. */
export function originText({ kind, guessed }: Origin): string {
  return kind === 'unknown' ? '' : `${kind}${guessed ? ' (guessed)' : ''}`;
}

function wasteTable({ waste }: Report): PageTable {
  const rows = waste.items
    .slice(0, maxRows)
    .map(({ path, bytes, cause, layers, instruction, remedy }) => [bytes, path, cause, layers.join(' → '), instruction, remedy]);
  const columns = [
    { label: 'Bytes', kind: 'bytes' },
    { label: 'Path', kind: 'code' },
    { label: 'Cause', kind: 'text' },
    { label: 'Layers', kind: 'text' },
    { label: 'Instruction', kind: 'code' },
    { label: 'Remedy', kind: 'text' },
  ] as const;
  return limitedTable({ id: 'waste', title: 'Reclaimable', note: 'Shipped, and seen by no container.', columns, rows }, waste.items.length);
}

function findingTable({ findings, outcomes }: Report): PageTable {
  const rows = findings.slice(0, maxRows).map(({ severity, summary, bytes, origin, remedy, code }) => {
    return [severity, summary, bytes === 0 ? null : bytes, originText(origin), remedy.text, code];
  });
  const troubled = outcomes.filter(({ status }) => status !== 'ok').map(({ analyzer }) => analyzer);
  const note =
    troubled.length === 0 ? '' : `Not known, as what looks for it could not do its work: ${escapeTerminal(troubled.join(', '))}.`;
  const columns = [
    { label: 'Severity', kind: 'severity' },
    { label: 'Finding', kind: 'text' },
    { label: 'Bytes', kind: 'bytes' },
    { label: 'Origin', kind: 'text' },
    { label: 'Remedy', kind: 'text' },
    { label: 'Code', kind: 'code' },
  ] as const;
  return limitedTable({ id: 'findings', title: 'Findings', note, columns, rows }, findings.length);
}

function vulnerabilityTable({ vulnerabilities }: Report): PageTable {
  const items = vulnerabilities?.items ?? [];
  const rows = items
    .slice(0, maxRows)
    .map(({ severity, id, type, name, version, fixedVersion, layer }) => [severity, id, `${type}/${name}`, version, fixedVersion, layer]);
  const columns = [
    { label: 'Severity', kind: 'severity' },
    { label: 'Vulnerability', kind: 'text' },
    { label: 'Package', kind: 'code' },
    { label: 'Version', kind: 'code' },
    { label: 'Fixed in', kind: 'code' },
    { label: 'Layer', kind: 'count' },
  ] as const;
  return limitedTable({ id: 'vulnerabilities', title: 'Vulnerabilities', note: '', columns, rows }, items.length);
}

function packageTable({ packages }: Report): PageTable {
  const rows = packages
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, maxRows)
    .map(({ type, name, version, bytes, layer, origin }) => [bytes, name, version, type, layer, originText(origin)]);
  const columns = [
    { label: 'Bytes', kind: 'bytes' },
    { label: 'Package', kind: 'code' },
    { label: 'Version', kind: 'code' },
    { label: 'Type', kind: 'text' },
    { label: 'Layer', kind: 'count' },
    { label: 'Origin', kind: 'text' },
  ] as const;
  return limitedTable({ id: 'packages', title: 'Packages', note: '', columns, rows }, packages.length);
}
