import type { Command } from 'commander';
import { bareCommand } from '../command-name.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';

const text: CommandText = {
  name: bareCommand,
  usage: 'IMAGE [options]',
  summary: 'the report',
  description: 'Shows the report.',
  examples: [['flense image.tar', 'the report']],
};

/** `flense IMAGE`: here the terminal UI takes the place of the report, where standard output is a terminal. */
export function viewCommand(host: Host): Command {
  return addImageOptions(defineCommand(text, host).argument(imageArgument, imageDescription)).action(
    async (reference: string, options: ImageOptions) => {
      const { inspectImage } = await import('../inspect-image.ts');
      await inspectImage(reference, { ...options, format: 'text', output: null }, host);
    },
  );
}
