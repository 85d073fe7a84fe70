import type { Command } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';

const text: CommandText = {
  name: 'dockerignore',
  usage: 'IMAGE [options]',
  summary: 'a .dockerignore for what the build context brought along',
  description:
    'Writes the patterns of a .dockerignore that would have kept out what COPY and ADD took from the build context and no image needs: repositories, caches, settings of editors. Each says how many files and bytes it is about.',
  examples: [
    ['flense dockerignore image.tar', 'to the terminal'],
    ['flense dockerignore image.tar -o .dockerignore', 'to a file'],
  ],
};

type Options = ImageOptions & { readonly output?: string };

export function dockerignoreCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .option('-o, --output <FILE>', 'where to, instead of standard output; what was there is replaced');
  return addImageOptions(command).action(async (reference: string, { output, ...options }: Options) => {
    const { dockerignoreImage } = await import('../dockerignore-image.ts');
    await dockerignoreImage(reference, { ...options, output: output ?? null }, host);
  });
}
