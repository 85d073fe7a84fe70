import { type AdviseInput, advise } from '../advise/advise.ts';
import { explain } from '../advise/explain.ts';
import { documentParts } from '../report/json.ts';
import { planJsonParts } from '../report/plan-json.ts';
import { renderPlanText } from '../report/plan-text.ts';
import { renderWhyText } from '../report/plan-why-text.ts';
import type { TextStyle } from '../report/text-style.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { withAdvice } from './make-plan.ts';
import type { PlanOptions } from './plan-options.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type AdviceFormat = 'text' | 'json';

export type AdviseImageOptions = ImageOptions &
  PlanOptions & {
    readonly format: AdviceFormat;
    /** null: standard output. */
    readonly output: string | null;
    /** null: the whole plan. */
    readonly why: string | null;
  };

export async function adviseImage(reference: string, options: AdviseImageOptions, host: Host): Promise<void> {
  const { color, output } = options;
  await withInspection(reference, options, host, async (inspection) => {
    const style = styleFor(output === null ? host.stdout : {}, color, host);
    const parts = await withAdvice(inspection, options, host, (input) => adviceParts(input, options, style));
    await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
    tellWarnings(inspection, options, host);
  });
}

async function adviceParts(input: AdviseInput, options: AdviseImageOptions, style: TextStyle): Promise<Iterable<string>> {
  const plan = await advise(input, options);
  if (options.why === null) return options.format === 'json' ? planJsonParts(plan) : [renderPlanText(plan, style)];
  const { view, inventory, read, report } = input;
  const why = explain(plan, options.why, { view, inventory, read }, report);
  return options.format === 'json' ? [[...documentParts(why)].join('')] : [renderWhyText(why, style)];
}
