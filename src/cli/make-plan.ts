import { type AdviseInput, advise } from '../advise/advise.ts';
import { imageView } from '../analyze/image-view.ts';
import type { Inspection } from '../inspect.ts';
import { cacheDirectory } from '../layer/index-cache.ts';
import { formatInstruction } from '../model/instruction.ts';
import { alignHistory } from '../model/layer-history.ts';
import type { Plan } from '../model/plan.ts';
import { openFileReader } from './advise/file-reader.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import type { PlanOptions } from './plan-options.ts';
import { tell } from './tell.ts';

/** The plan for an image that has been inspected; what was read of its files is kept for the next time. */
export function makePlan(inspection: Inspection, options: ImageOptions & PlanOptions, host: Host): Promise<Plan> {
  return withAdvice(inspection, options, host, (input) => advise(input, options));
}

/** The same for who wants to know more than the plan, before the files of the image are closed. */
export async function withAdvice<T>(
  inspection: Inspection,
  options: ImageOptions,
  host: Host,
  use: (input: AdviseInput) => Promise<T>,
): Promise<T> {
  const { report, image, tree, inventory } = inspection;
  const instructions = alignHistory(image.config).map((record) => formatInstruction(record?.createdBy ?? ''));
  const directory = options.cache ? cacheDirectory(host.environment, host.homeDirectory) : null;
  const { temporaryDirectory, signal } = host;
  const reader = openFileReader(inspection, directory, { limits: limitsOf(options), temporaryDirectory, signal });
  try {
    const view = imageView(image, tree, instructions);
    const result = await use({ report, view, inventory, read: reader.read, readStrings: reader.readStrings });
    const unkept = reader.save();
    if (unkept !== null && options.quiet !== true) tell(host, `warning: ${unkept}`);
    return result;
  } finally {
    reader.close();
  }
}
