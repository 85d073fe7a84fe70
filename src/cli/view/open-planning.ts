import { existsSync } from 'node:fs';
import type { Inspection } from '../../inspect.ts';
import { InspectError } from '../../model/errors.ts';
import type { Planning } from '../../tui/session.ts';
import type { Host } from '../host.ts';
import { type ImageOptions, limitsOf } from '../image-options.ts';
import { makePlan } from '../make-plan.ts';
import { defaultPlanOptions, mergePlanOptions } from '../merge-plan-options.ts';
import type { LoadedConfig } from '../project-config.ts';
import { writeFile } from '../write-file.ts';
import { editGlobs } from './edit-globs.ts';
import { planDocuments } from './plan-documents.ts';
import { saveEdits } from './save-edits.ts';

const configName = '.flense.yml';

/** The advisor for the screens, told what the project's configuration says and what the user chooses there. */
export function openPlanning(inspection: Inspection, reference: string, options: ImageOptions, loaded: LoadedConfig, host: Host): Planning {
  const path = loaded.path ?? configName;
  return {
    edits: { keep: [], drop: [] },
    plan: (edits) => {
      const chosen = { ...defaultPlanOptions, keep: edits.keep.flatMap(editGlobs), drop: edits.drop.flatMap(editGlobs) };
      const merged = mergePlanOptions(chosen, loaded.config.plan, () => false);
      return makePlan(inspection, { ...options, ...merged, quiet: true }, host);
    },
    documents: planDocuments(inspection, reference, limitsOf(options)),
    save: (edits) => saveEdits(path, edits, host.signal),
    write: async (name, text) => {
      if (existsSync(name)) throw new InspectError('exists', `${name}: expected no file by that name, got one; move it away first`);
      await writeFile(name, [text], host.signal);
      return `${name}: written`;
    },
  };
}
