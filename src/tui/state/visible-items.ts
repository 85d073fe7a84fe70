import type { OriginFinding } from '../../model/finding.ts';
import type { ReportPackage, WasteItem } from '../../model/report.ts';
import type { Ready } from './state.ts';

/** What of the waste, the findings and the packages passes the filter of its screen. */

export function visibleWaste({ session, waste }: Ready): readonly WasteItem[] {
  return containing(session.report.waste.items, waste.filter, ({ path, cause, instruction }) => [path, cause, instruction]);
}

export function visibleFindings({ session, findings }: Ready): readonly OriginFinding[] {
  return containing(session.report.findings, findings.filter, ({ code, severity, summary, evidence }) => [
    code,
    severity,
    summary,
    ...evidence.map((item) => (item.kind === 'file' ? item.path : '')),
  ]);
}

/** With its number in the report. */
export type NumberedPackage = ReportPackage & { readonly item: number };

export function visiblePackages({ session, packages }: Ready): readonly NumberedPackage[] {
  const all = session.report.packages.map((found, item) => ({ ...found, item }));
  const kept = containing(all, packages.filter, ({ type, name, version }) => [`${type} ${name} ${version}`]);
  if (packages.order === 'name') return kept.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.item - b.item));
  return kept.toSorted((a, b) => b.bytes - a.bytes || a.item - b.item);
}

/** All words of the filter must be somewhere. */
function containing<T>(items: readonly T[], filter: string, textsOf: (item: T) => readonly string[]): readonly T[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items.filter((item) => {
    const texts = textsOf(item).map((text) => text.toLowerCase());
    return words.every((word) => texts.some((text) => text.includes(word)));
  });
}
