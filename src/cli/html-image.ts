import { configSecrets } from '../analyze/config-secrets.ts';
import { hideSecrets } from '../analyze/hide-secrets.ts';
import { ownersOf } from '../analyze/ownership.ts';
import { expectSource } from '../build/expect-source.ts';
import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { type InspectPageInput, inspectData, inspectHead } from '../report/html/inspect-page.ts';
import { renderPage } from '../report/html/render-page.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { defaultPlanOptions, mergePlanOptions } from './merge-plan-options.ts';
import { readPageScript } from './page-script.ts';
import { loadProjectConfig } from './project-config.ts';
import { readPlan } from './read-plan.ts';
import { whyUnknown } from './unknown-needs.ts';

/** A saved plan for the same image, `null` for one that is made now, `false` for none. */
export type PagePlan = string | null | false;

/** The report as one HTML file. @throws InspectError */
export async function htmlParts(inspection: Inspection, plan: PagePlan, options: ImageOptions, host: Host): Promise<Iterable<string>> {
  const input = await pageInput(inspection, plan, options, host);
  return renderPage(inspectHead(input), inspectData(input), readPageScript());
}

/** All that the page shows. @throws InspectError for a saved plan that cannot be read, or is not for this image */
export async function pageInput(inspection: Inspection, plan: PagePlan, options: ImageOptions, host: Host): Promise<InspectPageInput> {
  const { report, tree, inventory } = inspection;
  return {
    report,
    tree,
    packageOf: (node) => {
      const owner = ownersOf(inventory.packages, inventory.ownership, node)[0];
      return owner === undefined ? null : `${owner.type}/${owner.name}`;
    },
    ...(await planned(inspection, plan, options, host)),
  };
}

type Planned = Pick<InspectPageInput, 'plan' | 'dockerfile' | 'unplanned'>;

async function planned(inspection: Inspection, from: PagePlan, options: ImageOptions, host: Host): Promise<Planned> {
  if (from === false) return { plan: null, dockerfile: null, unplanned: null };
  if (from === null) return made(inspection, options, host);
  const plan = readPlan(from, limitsOf(options));
  expectSource(plan, inspection.image);
  return { plan, dockerfile: await dockerfileOf(plan, inspection, options), unplanned: null };
}

/** As `flense advise` makes it here. The rest of the page is worth showing also where it cannot be made. */
async function made(inspection: Inspection, options: ImageOptions, host: Host): Promise<Planned> {
  const { makePlan } = await import('./make-plan.ts');
  try {
    const settings = (await loadProjectConfig(null, process.cwd())).config.plan;
    const planOptions = mergePlanOptions(defaultPlanOptions, settings, () => false);
    const plan = await makePlan(inspection, { ...options, ...planOptions }, host);
    const why = whyUnknown(plan, inspection, settings.exec);
    if (why !== null) return { plan: null, dockerfile: null, unplanned: why };
    return { plan, dockerfile: await dockerfileOf(plan, inspection, options), unplanned: null };
  } catch (error) {
    if (error instanceof InspectError && !host.signal.aborted) return { plan: null, dockerfile: null, unplanned: error.message };
    throw error;
  }
}

/** A command of the image may have a secret in it: a page is read by more people than the image. */
async function dockerfileOf(plan: Plan, inspection: Inspection, options: ImageOptions): Promise<string> {
  const { dockerfileInput } = await import('./dockerfile-image.ts');
  const { renderDockerfile } = await import('../report/dockerfile.ts');
  const text = renderDockerfile(await dockerfileInput(plan, inspection, limitsOf(options)));
  const secrets = configSecrets(inspection.image.config).toSorted((a, b) => b.secret.length - a.secret.length);
  return hideSecrets(text, secrets);
}
