import { ownersOf } from '../analyze/ownership.ts';
import { directorySizesOfTree } from '../gate/directory-sizes.ts';
import { entryGroups } from '../gate/entry-groups.ts';
import type { GateBaseline } from '../gate/gate-input.ts';
import { judge } from '../gate/judge.ts';
import type { Inspection } from '../inspect.ts';
import type { GateResult } from '../model/gate-result.ts';
import { gravestOf } from './gate-analyzers.ts';
import { type GateConfig, type GateConfigOptions, loadGateConfig } from './gate-config.ts';
import { type GateOutputOptions, writeGateOutputs } from './gate-outputs.ts';
import { gateDroppable } from './gate-plan.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { NegativeResult } from './negative-result.ts';
import { readAnchors } from './read-anchors.ts';
import { readBaseline } from './read-baseline.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';

export type GateImageOptions = ImageOptions &
  GateConfigOptions &
  Omit<GateOutputOptions, 'color'> & {
    /** An image or a saved report. */
    readonly baseline: string | null;
    readonly dockerfile: string | null;
  };

/** @throws NegativeResult where the image is over a budget, after everything was written */
export async function gateImage(reference: string, options: GateImageOptions, host: Host): Promise<void> {
  const directory = process.cwd();
  const config = await loadGateConfig(options, directory);
  const baseline = options.baseline === null ? null : await readBaseline(options.baseline, options, host);
  const status = await withInspection(reference, options, host, async (inspection) => {
    const anchors = await readAnchors(options.dockerfile, config.path, inspection.report, directory);
    const result = await judgeInspection(inspection, config, baseline, options, host);
    await writeGateOutputs(result, anchors, { ...options, color: options.color }, host);
    tellWarnings(inspection, options, host);
    return result.status;
  });
  if (status === 'fail') throw new NegativeResult();
}

async function judgeInspection(
  inspection: Inspection,
  { budgets, project }: GateConfig,
  baseline: GateBaseline | null,
  options: ImageOptions,
  host: Host,
): Promise<GateResult> {
  const { report, tree, inventory } = inspection;
  const isPlanned = budgets.some(({ id }) => id === 'slimness.droppable');
  return judge({
    report,
    directories: directorySizesOfTree(tree),
    packagesOf: (path) => {
      const node = tree.find(path);
      return node === null ? [] : ownersOf(inventory.packages, inventory.ownership, node).map(({ type, name }) => `${type}/${name}`);
    },
    budgets,
    exceptions: project.exceptions,
    baseline,
    entryGroups: () => entryGroups(tree),
    gravestOf: gravestOf(await host.loadAnalyzers()),
    droppable: isPlanned
      ? await gateDroppable(inspection, project.plan, options, host)
      : { kind: 'unknown', why: 'nobody asked for a plan' },
    today: new Date().toISOString().slice(0, 10),
  });
}
