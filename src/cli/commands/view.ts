import type { Command } from 'commander';
import { bareCommand } from '../command-name.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';
import { addImageOptions, type ImageOptions, imageArgument, imageDescription } from '../image-options.ts';
import { isInteractive } from '../view/is-interactive.ts';

const text: CommandText = {
  name: bareCommand,
  usage: 'IMAGE [options]',
  summary: 'screens to explore the image in, or the report where there is no terminal',
  description: 'Shows screens to explore an image in; where standard output is no terminal, the report.',
  examples: [
    ['flense image.tar', 'screens'],
    ['flense image.tar | less', 'the report'],
  ],
};

/** `flense IMAGE`: the terminal UI, and the report where there is no terminal. */
export function viewCommand(host: Host): Command {
  return addImageOptions(defineCommand(text, host).argument(imageArgument, imageDescription)).action(
    async (reference: string, options: ImageOptions) => {
      if (isInteractive(host, process.stdin)) {
        // React is several times as slow where it looks for mistakes in what it is given.
        process.env['NODE_ENV'] ??= 'production';
        const { viewImage } = await import('../view/view-image.ts');
        return viewImage(reference, options, host);
      }
      const { inspectImage } = await import('../inspect-image.ts');
      await inspectImage(reference, { ...options, format: 'text', output: null }, host);
    },
  );
}
