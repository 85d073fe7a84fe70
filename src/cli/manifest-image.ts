import { parseFileCapabilities } from '../analyze/file-capabilities.ts';
import { filesWithXattr } from '../analyze/files-with-xattr.ts';
import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { SourceKind } from '../model/image.ts';
import type { Plan } from '../model/plan.ts';
import { renderKubernetes } from '../report/kubernetes.ts';
import type { FileCapability, KubernetesInput } from '../report/kubernetes-input.ts';
import { kubernetesName } from '../report/kubernetes-name.ts';
import { kubernetesProblems } from '../report/kubernetes-problems.ts';
import { deployedImage } from './deployed-image.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import type { PlanOptions } from './plan-options.ts';
import { tell } from './tell.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { withCount, withScan } from './with-scan.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type ManifestImageOptions = ImageOptions &
  PlanOptions & {
    /** null: it is made. */
    readonly plan: string | null;
    /** null: from the image's. */
    readonly name: string | null;
    readonly deploy: string | null;
    readonly sizeLimit: number;
    /** null: standard output. */
    readonly output: string | null;
  };

/** @param reference null where a saved plan says all */
export async function manifestImage(reference: string | null, options: ManifestImageOptions, host: Host): Promise<void> {
  if (reference === null) {
    if (options.vulnerabilities !== undefined)
      throw new InspectError('usage', '--vulnerabilities: expected IMAGE beside it, got a plan alone');
    if (options.plan === null) throw new InspectError('usage', 'expected IMAGE, or --plan FILE, got neither');
    return write(toInput(await savedPlan(options.plan, options), null, options), options, host);
  }
  const scanned = withScan(options);
  await withInspection(reference, options, host, async (inspection) => {
    const plan = options.plan === null ? await madePlan(inspection, options, host) : await savedPlan(options.plan, options);
    await write(toInput(withCount(plan, inspection, scanned), inspection, options), options, host);
    tellWarnings(inspection, options, host);
  });
}

async function madePlan(inspection: Inspection, options: ManifestImageOptions, host: Host): Promise<Plan> {
  return (await import('./make-plan.ts')).makePlan(inspection, options, host);
}

async function savedPlan(path: string, options: ImageOptions): Promise<Plan> {
  return (await import('./read-plan.ts')).readPlan(path, limitsOf(options));
}

/** @param inspection null where nothing but the plan is known */
export function toInput(
  plan: Plan,
  inspection: Pick<Inspection, 'image' | 'tree'> | null,
  { name, deploy, sizeLimit }: Pick<ManifestImageOptions, 'name' | 'deploy' | 'sizeLimit'>,
): KubernetesInput {
  const source: SourceKind | null = inspection?.image.source ?? null;
  const image = deploy ?? deployedImage(plan, source, inspection?.image.names ?? []);
  const fileCapabilities = inspection === null ? null : keptCapabilities(plan, inspection);
  return { plan, image, isOriginal: deploy === null, name: kubernetesName(name ?? image), sizeLimitBytes: sizeLimit, fileCapabilities };
}

function keptCapabilities(plan: Plan, { tree }: Pick<Inspection, 'tree'>): readonly FileCapability[] {
  const kept = new Set(plan.files.map(({ path }) => path));
  return filesWithXattr(tree, 'security.capability')
    .map(([node, value]) => ({ path: tree.path(node), capabilities: parseFileCapabilities(value)?.permitted ?? [] }))
    .filter(({ path, capabilities }) => kept.has(path) && capabilities.length > 0);
}

async function write(input: KubernetesInput, { output, quiet }: ManifestImageOptions, host: Host): Promise<void> {
  const parts = [renderKubernetes(input)];
  await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
  if (quiet !== true) for (const problem of kubernetesProblems(input)) tell(host, `warning: ${problem}`);
}
