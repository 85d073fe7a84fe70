import { type Command, Option } from 'commander';
import type { AdviceFormat } from '../advise-image.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import { addPlanOptions, type PlanOptions } from '../plan-options.ts';

const text: CommandText = {
  name: 'advise',
  usage: 'IMAGE [options]',
  summary: 'what production needs of it, with reasons',
  description:
    'Works out, without running anything, which files the entrypoint needs, on which base they would run, and why. What could not be known is a warning.',
  examples: [
    ['flense advise image.tar', 'the plan for a person'],
    ['flense advise image.tar --why /usr/lib/libssl.so.3', 'why a file is kept, or is not'],
    ['flense advise image.tar --strategy minimal --format json -o plan.json', 'for a program'],
    ["flense advise image.tar --exec 'python3 -m app.migrate' --keep '/srv/**'", 'more than the entrypoint'],
  ],
};

const formats: readonly AdviceFormat[] = ['text', 'json'];

type Options = ImageOptions &
  PlanOptions & { readonly format: AdviceFormat; readonly output?: string; readonly why?: string; readonly config?: string };

export function adviseCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(formats).default('text'))
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced')
    .option('--why <PATH>', 'the chain of reasons for one file, kept or dropped');
  return addImageOptions(addPlanOptions(command)).action(async (reference: string, { config, output, why, ...options }: Options) => {
    const { adviseImage } = await import('../advise-image.ts');
    const { withPlanSettings } = await import('../with-plan-settings.ts');
    const merged = await withPlanSettings(options, config, command, host);
    await adviseImage(reference, { ...merged, output: output ?? null, why: why ?? null }, host);
  });
}
