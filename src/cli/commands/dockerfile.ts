import type { Command } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import { addPlanOptions, expectPlanAlone, type PlanOptions } from '../plan-options.ts';

const text: CommandText = {
  name: 'dockerfile',
  usage: 'IMAGE [options]',
  summary: 'the multi-stage Dockerfile that builds the slim image',
  description:
    'Writes a Dockerfile that builds the production image that advise suggests, from the image as it is, with Docker 20.10 or later, with or without BuildKit. Each group of files has its reason; the target debug adds a shell.',
  examples: [
    ['flense dockerfile docker:app:1 -o Dockerfile.slim', 'to a file'],
    ['flense dockerfile app:1 | docker build -t app:slim -', 'and build it at once'],
    ['flense dockerfile app:1 --base scratch', 'on nothing'],
    ['flense dockerfile app:1 --from Dockerfile --diff', 'what to change in your own'],
  ],
};

type Options = ImageOptions &
  PlanOptions & {
    readonly output?: string;
    readonly plan?: string;
    readonly config?: string;
    readonly from?: string;
    readonly diff?: true;
  };

export function dockerfileCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced')
    .option('--plan <FILE>', 'a saved plan, instead of making one')
    .option('--from <FILE>', 'the Dockerfile that the image was built with: it is kept, and the production stage put after it')
    .option('--diff', 'with --from: what to change there, with cache mounts and the remedies of findings');
  return addImageOptions(addPlanOptions(command)).action(
    async (reference: string, { config, output, plan, from, diff, ...options }: Options) => {
      if (plan !== undefined) expectPlanAlone(command);
      const { dockerfileImage } = await import('../dockerfile-image.ts');
      const { withPlanSettings } = await import('../with-plan-settings.ts');
      const merged = plan === undefined ? await withPlanSettings(options, config, command, host) : options;
      await dockerfileImage(
        reference,
        { ...merged, output: output ?? null, plan: plan ?? null, from: from ?? null, diff: diff === true },
        host,
      );
    },
  );
}
