import type { Inspection } from '../../inspect.ts';
import type { PlanEdits, Planning } from '../../tui/session.ts';
import type { Host } from '../host.ts';
import type { ImageOptions } from '../image-options.ts';
import { makePlan } from '../make-plan.ts';
import { defaultPlanOptions, mergePlanOptions } from '../merge-plan-options.ts';
import type { PlanOptions } from '../plan-options.ts';
import type { LoadedConfig } from '../project-config.ts';
import { editGlobs } from './edit-globs.ts';
import { planDocuments } from './plan-documents.ts';
import { PlanThread } from './planner/plan-thread.ts';
import { saveEdits } from './save-edits.ts';
import { writeDocument } from './write-document.ts';

const configName = '.flense.yml';

/** `close` ends its thread; what is under way then is never answered. */
export type OpenPlanning = Planning & { readonly close: () => Promise<void> };

/** The advisor for the screens, told what the project's configuration says and what the user chooses there. */
export function openPlanning(
  inspection: Inspection,
  reference: string,
  options: ImageOptions,
  loaded: LoadedConfig,
  host: Host,
): OpenPlanning {
  const path = loaded.path ?? configName;
  const { build, homeDirectory, temporaryDirectory } = host;
  const thread = new PlanThread(inspection, {
    options: { cache: options.cache, ...(options.limit === undefined ? {} : { limit: options.limit }) },
    host: { build, environment: { ...host.environment }, homeDirectory, temporaryDirectory },
  });
  const merged = ({ keep, drop }: PlanEdits): PlanOptions => {
    const chosen = { ...defaultPlanOptions, keep: keep.flatMap(editGlobs), drop: drop.flatMap(editGlobs) };
    return mergePlanOptions(chosen, loaded.config.plan, () => false);
  };
  return {
    close: () => thread.close(),
    edits: { keep: [], drop: [] },
    plan: (edits) => {
      const wanted = merged(edits);
      return makePlan(inspection, { ...options, ...wanted, quiet: true }, host, () => thread.plan(wanted));
    },
    why: (plan, edits, asked) => thread.why(plan, asked, merged(edits).drop),
    documents: planDocuments(thread, reference),
    save: (edits) => saveEdits(path, edits, host.signal),
    write: (name, text) => writeDocument(name, text, host.signal),
  };
}
