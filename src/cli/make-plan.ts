import { type AdviseInput, advise } from '../advise/advise.ts';
import { imageView } from '../analyze/image-view.ts';
import type { Inspection } from '../inspect.ts';
import { cacheDirectory } from '../layer/index-cache.ts';
import type { Look } from '../look.ts';
import { formatInstruction } from '../model/instruction.ts';
import { alignHistory } from '../model/layer-history.ts';
import type { Plan } from '../model/plan.ts';
import { openFileReader } from './advise/file-reader.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { knownPlan } from './known-plan.ts';
import type { PlanOptions } from './plan-options.ts';
import { planQuestion } from './plan-question.ts';
import { tell } from './tell.ts';

/** What of an image a plan is made of. */
export type PlanSubject = Pick<Inspection, 'diagnosis' | 'image' | 'tree' | 'inventory' | 'blobs'>;

/**
 * The plan that an earlier look made, or a new one, which is kept for the next time, as is what was read of the image's files for it.
 * @param make how a new one is made
 */
export async function makePlan(
  inspection: Inspection,
  options: ImageOptions & PlanOptions,
  host: Host,
  make: () => Promise<Plan> = () => withAdvice(inspection, options, host, (input) => advise(input, options)),
): Promise<Plan> {
  const known = knownPlan(inspection.answers, options);
  if (known !== null) return known;
  const plan = await make();
  keepPlan(inspection.answers, plan, options, host);
  return plan;
}

function keepPlan(answers: Look['answers'], plan: Plan, options: ImageOptions & PlanOptions, host: Host): void {
  try {
    answers?.keep(planQuestion(options), plan);
  } catch (error) {
    if (options.quiet !== true) tell(host, `warning: the plan cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Advice of any kind, before the files of the image are closed. */
export async function withAdvice<T>(
  subject: PlanSubject,
  options: Pick<ImageOptions, 'cache' | 'limit' | 'quiet'>,
  host: Pick<Host, 'build' | 'environment' | 'homeDirectory' | 'temporaryDirectory' | 'signal' | 'stderr'>,
  use: (input: AdviseInput) => Promise<T>,
): Promise<T> {
  const { diagnosis, image, tree, inventory } = subject;
  const instructions = alignHistory(image.config).map((record) => formatInstruction(record?.createdBy ?? ''));
  const directory = options.cache ? cacheDirectory(host.environment, host.homeDirectory) : null;
  const { temporaryDirectory, signal } = host;
  const reader = openFileReader(subject, directory, host.build, { limits: limitsOf(options), temporaryDirectory, signal });
  try {
    const view = imageView(image, tree, instructions);
    const result = await use({ diagnosis, view, inventory, read: reader.read, readStrings: reader.readStrings, scan: reader.scan });
    const unkept = reader.save();
    if (unkept !== null && options.quiet !== true) tell(host, `warning: ${unkept}`);
    return result;
  } finally {
    reader.close();
  }
}
