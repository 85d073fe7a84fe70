import { type Command, Option } from 'commander';
import { parseByteSize } from '../../model/byte-size.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import { addPlanOptions, expectPlanAlone, type PlanOptions } from '../plan-options.ts';

const text: CommandText = {
  name: 'k8s',
  usage: '[IMAGE] [options]',
  summary: 'a Deployment and a NetworkPolicy under the restricted standard',
  description:
    'Writes a Deployment that passes the Pod Security Standard "restricted", and a NetworkPolicy that admits the exposed ports, from the plan for the image, with the reason of each line. What the image cannot run under is said.',
  examples: [
    ['flense k8s registry:example.org/app:1.2 -o app.yaml', 'the image by its digest'],
    ['flense k8s image.tar --deploy example.org/app@sha256:...', 'another image, say the slim one'],
    ['flense k8s --plan plan.json', 'from a plan that was saved'],
  ],
};

type Options = ImageOptions &
  PlanOptions & {
    readonly config?: string;
    readonly plan?: string;
    readonly name?: string;
    readonly deploy?: string;
    readonly sizeLimit: number;
    readonly output?: string;
  };

const defaultSizeLimit = 100 * 1_048_576;

export function k8sCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(`[${imageArgument}]`, imageDescription)
    .option('--plan <FILE>', 'a plan that advise --format json wrote, instead of a new one')
    .option('--name <NAME>', 'of the objects, instead of that of the image')
    .option('--deploy <REFERENCE>', 'the image to run, instead of the one that is inspected')
    .addOption(
      new Option('--size-limit <SIZE>', 'of the volume for each path that is written to')
        .argParser(parseLimit)
        .default(defaultSizeLimit, '100MiB'),
    )
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced');
  return addImageOptions(addPlanOptions(command)).action(async (reference: string | undefined, options: Options) => {
    if (options.plan !== undefined) expectPlanAlone(command);
    const { manifestImage } = await import('../manifest-image.ts');
    const { withPlanSettings } = await import('../with-plan-settings.ts');
    const { config, plan, name, deploy, output, ...rest } = options;
    const merged = plan === undefined ? await withPlanSettings(rest, config, command, host) : rest;
    const more = { plan: plan ?? null, name: name ?? null, deploy: deploy ?? null, output: output ?? null };
    await manifestImage(reference ?? null, { ...merged, ...more }, host);
  });
}

function parseLimit(text: string): number {
  return parseByteSize(text, '--size-limit');
}
