import type { ReportVulnerabilities } from '../model/report.ts';

export type VulnerabilityCount = {
  /** Each vulnerability once for each package that has it, however many copies of that there are. */
  readonly before: number;
  readonly after: number;
};

/**
 * How many stay when only some of the packages do. What no package of the image was found for is in neither.
 * @param keptPurls package URLs of which files are kept
 */
export function countVulnerabilities({ items }: ReportVulnerabilities, keptPurls: ReadonlySet<string>): VulnerabilityCount {
  const before = new Set(items.map(({ id, purl }) => JSON.stringify([id, purl])));
  const after = new Set(items.filter(({ purl }) => keptPurls.has(purl)).map(({ id, purl }) => JSON.stringify([id, purl])));
  return { before: before.size, after: after.size };
}
