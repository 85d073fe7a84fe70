import { Argument, type Command } from 'commander';
import type { Shell } from '../completion/render-completion.ts';
import { type CommandText, defineCommand } from '../define-command.ts';
import type { Host } from '../host.ts';

const text: CommandText = {
  name: 'completion',
  usage: 'bash|zsh|fish',
  summary: 'a script that completes flense in a shell',
  description: 'Writes a script that completes flense in a shell.',
  examples: [
    ['source <(flense completion bash)', 'in ~/.bashrc'],
    ['flense completion zsh > ~/.zfunc/_flense', 'with ~/.zfunc on fpath'],
    ['flense completion fish > ~/.config/fish/completions/flense.fish', ''],
  ],
};

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

export function completionCommand(host: Host): Command {
  const command = defineCommand(text, host).addArgument(new Argument('SHELL', 'which one').choices(shells));
  return command.action(async (shell: Shell) => {
    const { renderCompletion } = await import('../completion/render-completion.ts');
    host.stdout.write(renderCompletion(shell, command.parent ?? command));
  });
}
