import { type Command, Option } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription, parseLayer } from '../image-options.ts';

const text: CommandText = {
  name: 'cat',
  usage: 'IMAGE PATH [options]',
  summary: 'the bytes of a file',
  description:
    'Writes a file of an image to standard output; symlinks are followed as in a container. On a terminal, control characters are escaped.',
  examples: [
    ['flense cat image.tar /etc/os-release', 'a file'],
    ['flense cat image.tar /app/.npmrc --layer 4', 'one that a later layer deletes'],
    ['flense cat image.tar /usr/bin/env > env', 'the bytes as they are'],
  ],
};

type Options = ImageOptions & { readonly layer?: number };

export function catCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .argument('PATH', 'a file in the image')
    .addOption(new Option('--layer <N>', 'the file as it is after this layer, without those above; 0 is the base').argParser(parseLayer));
  return addImageOptions(command).action(async (reference: string, path: string, { layer, ...options }: Options) => {
    const { catFile } = await import('../cat-file.ts');
    await catFile(reference, { ...options, path, layer: layer ?? null }, host);
  });
}
