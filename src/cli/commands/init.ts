import type { Command } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';

const text: CommandText = {
  name: 'init',
  usage: 'IMAGE [options]',
  summary: 'writes .flense.yml with the figures of the image as limits',
  description:
    'Writes a commented .flense.yml that fits the image: it passes as it is today, and what comes on top fails. A file that is there is replaced only with --force.',
  examples: [
    ['flense init image.tar', '.flense.yml of this directory'],
    ['flense init image.tar -o ci/flense.yml', 'another file, for flense ci --config'],
  ],
};

type Options = ImageOptions & { readonly output?: string; readonly force?: true };

export function initCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .option('-o, --output <FILE>', 'where to, instead of .flense.yml')
    .option('--force', 'replace a file that is there');
  return addImageOptions(command).action(async (reference: string, { output, force, ...options }: Options) => {
    const { initProject } = await import('../init-project.ts');
    await initProject(reference, { ...options, output: output ?? null, force: force === true }, host);
  });
}
