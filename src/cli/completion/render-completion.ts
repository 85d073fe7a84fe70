import type { Command } from 'commander';
import { renderBash } from './render-bash.ts';
import { renderFish } from './render-fish.ts';
import { renderZsh } from './render-zsh.ts';
import { wordTree } from './word-tree.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** A script that completes the commands of `program`, made from their own definitions. */
export function renderCompletion(shell: Shell, program: Command): string {
  const tree = wordTree(program);
  switch (shell) {
    case 'bash':
      return renderBash(tree);
    case 'zsh':
      return renderZsh(tree);
    case 'fish':
      return renderFish(tree);
  }
}
