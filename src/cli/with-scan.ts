import { countLeaving } from '../advise/count-leaving.ts';
import type { Inspection } from '../inspect.ts';
import type { Plan } from '../model/plan.ts';
import type { VulnerabilityScan } from '../model/vulnerability.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import type { PlanOptions } from './plan-options.ts';
import { readVulnerabilities } from './read-vulnerabilities.ts';

export type ScanOptions = {
  /** What the file says that `vulnerabilities` names. */
  readonly scan?: VulnerabilityScan;
};

/** The same with the report read: before the image, which may take long. @throws InspectError */
export function withScan<T extends ImageOptions & PlanOptions>(options: T): T & ScanOptions {
  const { vulnerabilities } = options;
  return vulnerabilities === undefined ? options : { ...options, scan: readVulnerabilities(vulnerabilities, limitsOf(options)) };
}

/** The same with the count of what leaves, where a report was given: only that takes the whole report of the image. */
export function withCount(plan: Plan, inspection: Pick<Inspection, 'report'>, { scan }: ScanOptions): Plan {
  return scan === undefined ? plan : countLeaving(plan, inspection.report, scan);
}
