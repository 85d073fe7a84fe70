import { attachVulnerabilities } from '../analyze/attach-vulnerabilities.ts';
import { countVulnerabilities } from '../analyze/count-vulnerabilities.ts';
import type { Plan, PlanWarning } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { VulnerabilityScan } from '../model/vulnerability.ts';
import { warning } from './need.ts';
import { orderWarnings } from './order-warnings.ts';

/** A plan that says how many of the vulnerabilities that a scanner found in its image leave with it. */
export function countLeaving(plan: Plan, report: Report, scan: VulnerabilityScan): Plan {
  const attached = attachVulnerabilities(report, scan);
  return {
    ...plan,
    removed: { ...plan.removed, vulnerabilities: countVulnerabilities(attached, keptPurls(plan, report)) },
    warnings: orderWarnings([...plan.warnings, ...unmatchedWarning(attached.unmatchedCount)]),
  };
}

/** Of packages of which at least one copy stays. */
function keptPurls({ removed }: Plan, { packages }: Report): ReadonlySet<string> {
  const copies = new Map<string, number>();
  for (const { purl } of packages) copies.set(purl, (copies.get(purl) ?? 0) + 1);
  for (const { purl } of removed.packages) copies.set(purl, (copies.get(purl) ?? 0) - 1);
  return new Set([...copies].flatMap(([purl, count]) => (count > 0 ? [purl] : [])));
}

function unmatchedWarning(count: number): readonly PlanWarning[] {
  if (count === 0) return [];
  const text = `vulnerabilities of the report that are of no package of the image, as they are named there, and are not counted: ${count}`;
  return [warning('unmatched-vulnerabilities', text)];
}
