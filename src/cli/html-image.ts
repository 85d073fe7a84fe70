import { ownersOf } from '../analyze/ownership.ts';
import { expectSource } from '../build/expect-source.ts';
import type { Inspection } from '../inspect.ts';
import type { Plan } from '../model/plan.ts';
import { type InspectPageInput, inspectData, inspectHead } from '../report/html/inspect-page.ts';
import { renderPage } from '../report/html/render-page.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { readPageScript } from './page-script.ts';
import { readPlan } from './read-plan.ts';

/** The report as one HTML file. @param planPath a saved plan for the same image, null for none @throws InspectError */
export async function htmlParts(inspection: Inspection, planPath: string | null, options: ImageOptions): Promise<Iterable<string>> {
  const { report, tree, inventory } = inspection;
  const plan = planPath === null ? null : readPlan(planPath, limitsOf(options));
  if (plan !== null) expectSource(plan, inspection.image);
  const input: InspectPageInput = {
    report,
    tree,
    packageOf: (node) => {
      const owner = ownersOf(inventory.packages, inventory.ownership, node)[0];
      return owner === undefined ? null : `${owner.type}/${owner.name}`;
    },
    plan,
    dockerfile: plan === null ? null : await dockerfileOf(plan, inspection, options),
  };
  return renderPage(inspectHead(input), inspectData(input), readPageScript());
}

async function dockerfileOf(plan: Plan, inspection: Inspection, options: ImageOptions): Promise<string> {
  const { dockerfileInput } = await import('./dockerfile-image.ts');
  const { renderDockerfile } = await import('../report/dockerfile.ts');
  return renderDockerfile(await dockerfileInput(plan, inspection, limitsOf(options)));
}
