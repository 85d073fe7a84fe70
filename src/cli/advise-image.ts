import type { Look } from '../look.ts';
import type { Plan } from '../model/plan.ts';
import { documentParts } from '../report/json.ts';
import { planJsonParts } from '../report/plan-json.ts';
import { renderPlanText } from '../report/plan-text.ts';
import { renderWhyText } from '../report/plan-why-text.ts';
import type { TextStyle } from '../report/text-style.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { planOf } from './known-plan.ts';
import type { PlanOptions } from './plan-options.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withLook } from './with-inspection.ts';
import { withScan } from './with-scan.ts';
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
  const scanned = withScan(options);
  const read = async (opened: Look): Promise<Iterable<string>> => {
    const style = styleFor(options.output === null ? host.stdout : {}, options.color, host);
    const plan = await planOf(opened, scanned, host);
    return options.why === null ? planParts(plan, options, style) : whyParts(plan, options.why, opened, options, style, host);
  };
  await withLook(reference, options, host, read, async (parts, { warnings }) => {
    const { output } = options;
    await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
    tellWarnings({ warnings: warnings() }, options, host);
  });
}

function planParts(plan: Plan, { format }: AdviseImageOptions, style: TextStyle): Iterable<string> {
  return format === 'json' ? planJsonParts(plan) : [renderPlanText(plan, style)];
}

async function whyParts(
  plan: Plan,
  path: string,
  { inspect }: Look,
  options: AdviseImageOptions,
  style: TextStyle,
  host: Host,
): Promise<Iterable<string>> {
  const { withAdvice } = await import('./make-plan.ts');
  const { explain } = await import('../advise/explain.ts');
  const why = await withAdvice(await inspect(), options, host, async ({ view, inventory, read, diagnosis }) =>
    explain(plan, path, { view, inventory, read }, diagnosis),
  );
  return options.format === 'json' ? [[...documentParts(why)].join('')] : [renderWhyText(why, style)];
}
