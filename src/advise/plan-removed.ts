import type { InstalledPackage } from '../analyze/packages/installed-package.ts';
import type { Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { Evidence } from '../model/finding.ts';
import type { PlanRemoved, PlanUser } from '../model/plan.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Scene } from './tracer.ts';

type RemovedInput = {
  readonly diagnosis: Diagnosis;
  /** Kept paths and their parents. */
  readonly isKept: (node: Node) => boolean;
  readonly packages: readonly InstalledPackage[];
  readonly user: PlanUser;
};

/** What the production stage is rid of: findings of which no file is left, packages of which nothing is. */
export function planRemoved({ diagnosis, isKept, packages, user }: RemovedInput, { view, inventory }: Scene): PlanRemoved {
  const isGone = (evidence: Evidence): boolean => {
    const node = evidence.kind === 'file' ? resolvePath(view.tree, evidence.path, false) : null;
    return evidence.kind === 'file' && (node === null || !isKept(node));
  };
  const resolved = diagnosis.findings.filter(({ code, evidence }) =>
    code.startsWith('root-user/') ? user.uid !== 0 : evidence.length > 0 && evidence.every(isGone),
  );
  const left = new Set(packages);
  return {
    findings: resolved.map(({ code, severity, summary, bytes }) => ({ code, severity, summary, bytes })),
    packages: inventory.packages.flatMap((found, i) =>
      left.has(found) ? [] : [{ purl: found.purl, bytes: inventory.ownership.bytes[i]! }],
    ),
    vulnerabilities: null,
  };
}
