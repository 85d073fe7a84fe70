import type { Command } from 'commander';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';

const text: CommandText = {
  name: 'extract',
  usage: 'IMAGE PATH... -o DIR [options]',
  summary: 'copies files and directories out of an image',
  description:
    'Copies files of an image to a directory, under the paths that they have in the image; directories with all that is in them. ' +
    'Nothing that exists is replaced, and nothing is written outside of the directory. Files belong to whoever runs it; setuid and ' +
    'setgid bits, extended attributes, devices and pipes are left out. Where it fails, nothing stays.',
  examples: [
    ['flense extract image.tar /etc/nginx -o out', 'out/etc/nginx and all that is in it'],
    ['flense extract image.tar /usr/bin/env /etc/passwd -o out', 'two files'],
    ['flense extract image.tar / -o rootfs', 'everything'],
  ],
};

type Options = ImageOptions & { readonly output: string };

export function extractCommand(host: Host): Command {
  const command = defineCommand(text, host)
    .argument(imageArgument, imageDescription)
    .argument('PATH...', 'files and directories in the image')
    .requiredOption('-o, --output <DIR>', 'where to; created if need be');
  return addImageOptions(command).action(async (reference: string, paths: readonly string[], options: Options) => {
    const { extractFiles } = await import('../extract/extract-files.ts');
    await extractFiles(reference, { ...options, paths }, host);
  });
}
