import type { Report, ReportPackage, ReportVulnerabilities, ReportVulnerability } from '../model/report.ts';
import { type ScannedPackage, type VulnerabilityScan, vulnerabilitySeverities } from '../model/vulnerability.ts';
import { packageKey, purlKey } from './package-key.ts';

/**
 * Puts what a scanner found to the packages that are there: by package URL, otherwise by type, name and version. Each of several copies
 * of a package has it.
 */
export function attachVulnerabilities({ packages }: Report, { scanner, vulnerabilities }: VulnerabilityScan): ReportVulnerabilities {
  const byKey = packagesByKey(packages);
  const items = new Map<string, ReportVulnerability>();
  let unmatchedCount = 0;
  for (const { id, severity, fixedVersion, package: scanned } of vulnerabilities) {
    const found = matching(byKey, scanned);
    if (found.length === 0) unmatchedCount += 1;
    for (const index of found) items.set(JSON.stringify([id, index]), { id, severity, fixedVersion, ...placeOf(packages[index]!) });
  }
  return { scanner, items: [...items.values()].sort(compare), unmatchedCount };
}

function packagesByKey(packages: readonly ReportPackage[]): ReadonlyMap<string, readonly number[]> {
  const byKey = new Map<string, number[]>();
  for (const [index, found] of packages.entries()) {
    for (const key of new Set([purlKey(found.purl), packageKey(found)])) {
      if (key === null) continue;
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [index]);
      else known.push(index);
    }
  }
  return byKey;
}

function matching(byKey: ReadonlyMap<string, readonly number[]>, { purl, type, name, version }: ScannedPackage): readonly number[] {
  const byPurl = byKey.get(purlKey(purl) ?? '');
  return byPurl ?? (type === null ? undefined : byKey.get(packageKey({ type, name, version }))) ?? [];
}

function placeOf({ type, name, version, purl, bytes, layer, instruction, origin }: ReportPackage) {
  return { type, name, version, purl, bytes, layer, instruction, origin };
}

function compare(a: ReportVulnerability, b: ReportVulnerability): number {
  return (
    vulnerabilitySeverities.indexOf(a.severity) - vulnerabilitySeverities.indexOf(b.severity) ||
    order(a.id, b.id) ||
    order(a.purl, b.purl) ||
    a.layer - b.layer
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
