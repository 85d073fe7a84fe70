import type { Command } from './command.ts';

/** Where keys work: what has the focus. Those of `everywhere` work unless that has a binding of its own, or text is typed. */
export type KeyContext =
  | 'everywhere'
  | 'layers'
  | 'tree'
  | 'waste'
  | 'findings'
  | 'packages'
  | 'plan'
  | 'preview'
  | 'viewer'
  | 'history'
  | 'help';

export type Binding = {
  readonly command: Command;
  /** As `pressedKeys` has them; the first is the one that is shown. */
  readonly keys: readonly string[];
  readonly contexts: readonly KeyContext[];
  /** In the help and the palette. */
  readonly text: string;
  /** In the footer, if it is to be there. */
  readonly footer?: string;
};

const lists: readonly KeyContext[] = ['layers', 'tree', 'waste', 'findings', 'packages', 'plan', 'preview', 'viewer', 'history', 'help'];

/**
 * All keys, dive's own and vim's too; where they clash, dive wins. Ctrl+M is Enter in a terminal, so `M` stands for it.
 * Help, footer, palette and configuration are made of this table; within a context the first binding of a key is the one.
 */
export const keyTable: readonly Binding[] = [
  { command: 'up', keys: ['up', 'k', 'ctrl+p'], contexts: lists.filter((context) => context !== 'tree'), text: 'up' },
  { command: 'up', keys: ['up', 'k'], contexts: ['tree'], text: 'up' },
  { command: 'down', keys: ['down', 'j', 'ctrl+n'], contexts: lists, text: 'down' },
  { command: 'page-up', keys: ['pgup', 'u'], contexts: lists, text: 'a page up' },
  { command: 'page-down', keys: ['pgdn', 'd'], contexts: lists, text: 'a page down' },
  { command: 'top', keys: ['g', 'home'], contexts: lists, text: 'to the first' },
  { command: 'bottom', keys: ['G', 'end'], contexts: lists, text: 'to the last' },

  { command: 'focus-next', keys: ['tab'], contexts: ['layers', 'tree'], text: 'to the other pane', footer: 'pane' },
  { command: 'focus-previous', keys: ['shift+tab'], contexts: ['layers', 'tree'], text: 'to the other pane' },
  { command: 'open', keys: ['enter', 'right', 'l'], contexts: ['layers'], text: 'into the tree of the layer', footer: 'tree' },
  { command: 'layer-changes', keys: ['ctrl+l'], contexts: ['layers'], text: 'show what this layer changes', footer: 'changes' },
  { command: 'aggregate', keys: ['ctrl+a'], contexts: ['layers'], text: 'show all changes since the base layer', footer: 'aggregate' },

  { command: 'open', keys: ['enter'], contexts: ['tree'], text: 'look into the file, open the directory', footer: 'view' },
  { command: 'toggle', keys: ['space'], contexts: ['tree'], text: 'open or close the directory', footer: 'fold' },
  { command: 'right', keys: ['right', 'l'], contexts: ['tree'], text: 'open the directory, go into it' },
  { command: 'left', keys: ['left', 'h'], contexts: ['tree'], text: 'close the directory, go to its parent' },
  {
    command: 'filter',
    keys: ['f', 'ctrl+f'],
    contexts: ['tree'],
    text: 'show what fits an expression: size>10MB type:elf',
    footer: 'filter',
  },
  { command: 'sort', keys: ['s', 'ctrl+o'], contexts: ['tree'], text: 'sort by name or size', footer: 'sort' },
  { command: 'sort-change', keys: ['S'], contexts: ['tree'], text: 'sort by change' },
  { command: 'collapse-all', keys: ['ctrl+space', '-'], contexts: ['tree'], text: 'close all directories, or open them again' },
  { command: 'expand-all', keys: ['*', 'E'], contexts: ['tree'], text: 'open all directories' },
  { command: 'toggle-added', keys: ['ctrl+a'], contexts: ['tree'], text: 'show or hide what is added' },
  { command: 'toggle-removed', keys: ['ctrl+r'], contexts: ['tree'], text: 'show or hide what is removed' },
  { command: 'toggle-modified', keys: ['M'], contexts: ['tree'], text: 'show or hide what is modified' },
  { command: 'toggle-unmodified', keys: ['ctrl+u'], contexts: ['tree'], text: 'show or hide what is unchanged' },
  { command: 'attributes', keys: ['ctrl+b'], contexts: ['tree'], text: 'show or hide mode, owner and size' },
  { command: 'wrap', keys: ['ctrl+p'], contexts: ['tree'], text: 'show the end of long names, or their beginning' },
  { command: 'extract', keys: ['x', 'ctrl+e'], contexts: ['tree'], text: 'write it to the current directory', footer: 'extract' },
  { command: 'follow-link', keys: ['o'], contexts: ['tree'], text: 'go to what the link leads to' },
  { command: 'counterpart-below', keys: ['['], contexts: ['tree'], text: 'to the layer below that has it' },
  { command: 'counterpart-above', keys: [']'], contexts: ['tree'], text: 'to the layer above that has it' },
  { command: 'history', keys: ['H'], contexts: ['tree'], text: 'what the layers did to the path', footer: 'history' },
  { command: 'layer-changes', keys: ['ctrl+l'], contexts: ['tree'], text: 'changes of the layer, or all since the base' },
  { command: 'close', keys: ['esc'], contexts: ['tree'], text: 'show everything again' },

  { command: 'open', keys: ['enter'], contexts: ['waste'], text: 'to the path in the layer that hides it', footer: 'go to file' },
  { command: 'open', keys: ['enter'], contexts: ['findings'], text: 'to the file', footer: 'go to file' },
  { command: 'open', keys: ['enter'], contexts: ['packages'], text: 'to its first file', footer: 'go to files' },
  { command: 'filter', keys: ['f', 'ctrl+f'], contexts: ['waste', 'findings', 'packages'], text: 'show what has a text', footer: 'filter' },
  { command: 'sort', keys: ['s'], contexts: ['packages'], text: 'sort by size or name', footer: 'sort' },
  { command: 'close', keys: ['esc'], contexts: ['waste', 'findings', 'packages'], text: 'show everything again' },

  { command: 'plan-kept', keys: ['tab'], contexts: ['plan'], text: 'kept or dropped', footer: 'kept/dropped' },
  { command: 'toggle', keys: ['space'], contexts: ['plan'], text: 'open or close the directory' },
  { command: 'right', keys: ['right', 'l'], contexts: ['plan'], text: 'open the directory, go into it' },
  { command: 'left', keys: ['left', 'h'], contexts: ['plan'], text: 'close the directory, go to its parent' },
  { command: 'plan-keep', keys: ['+', 'K'], contexts: ['plan'], text: 'keep the path', footer: 'keep' },
  { command: 'plan-drop', keys: ['-', 'D'], contexts: ['plan'], text: 'drop the path', footer: 'drop' },
  { command: 'plan-undo', keys: ['backspace', 'z'], contexts: ['plan'], text: 'take back the last choice' },
  { command: 'plan-save', keys: ['S'], contexts: ['plan'], text: 'save the choices to .flense.yml', footer: 'save' },
  { command: 'preview', keys: ['p', 'enter'], contexts: ['plan'], text: 'preview the Dockerfile and its kin', footer: 'preview' },
  { command: 'next-match', keys: ['tab', 'right'], contexts: ['preview'], text: 'the next document', footer: 'next' },
  { command: 'previous-match', keys: ['shift+tab', 'left'], contexts: ['preview'], text: 'the previous document' },
  { command: 'write', keys: ['w'], contexts: ['preview'], text: 'write it to the current directory', footer: 'write' },

  { command: 'extract', keys: ['e', 'ctrl+e'], contexts: ['viewer'], text: 'write it to the current directory', footer: 'extract' },
  { command: 'viewer-text', keys: ['t'], contexts: ['viewer'], text: 'as text', footer: 'text' },
  { command: 'viewer-hex', keys: ['x'], contexts: ['viewer'], text: 'as hexadecimal', footer: 'hex' },
  { command: 'viewer-facts', keys: ['i'], contexts: ['viewer'], text: 'what is known of it', footer: 'facts' },
  { command: 'viewer-archive', keys: ['a'], contexts: ['viewer'], text: 'what the archive holds', footer: 'archive' },
  { command: 'viewer-diff', keys: ['D'], contexts: ['viewer'], text: 'against the copy in the layer below', footer: 'diff' },
  { command: 'wrap', keys: ['w'], contexts: ['viewer'], text: 'long lines over several rows, or cut off', footer: 'wrap' },
  { command: 'scroll-right', keys: ['>'], contexts: ['viewer'], text: 'what of lines that are cut off is to the right' },
  { command: 'scroll-left', keys: ['<'], contexts: ['viewer'], text: 'back to the left' },
  { command: 'search', keys: ['/'], contexts: ['viewer'], text: 'search; in bytes also what is typed as 7f 45 4c', footer: 'search' },
  { command: 'next-match', keys: ['n'], contexts: ['viewer'], text: 'the next match' },
  { command: 'previous-match', keys: ['N'], contexts: ['viewer'], text: 'the previous match' },
  { command: 'open', keys: ['enter'], contexts: ['history'], text: 'to the tree of the layer', footer: 'go to layer' },
  { command: 'close', keys: ['esc', 'q', 'left', 'h'], contexts: ['viewer'], text: 'back', footer: 'back' },
  { command: 'close', keys: ['esc', 'q'], contexts: ['preview', 'history', 'help'], text: 'back', footer: 'back' },
  { command: 'close', keys: ['?'], contexts: ['help'], text: 'back' },

  { command: 'search', keys: ['/', 'ctrl+/'], contexts: ['everywhere'], text: 'find a path by some of its letters', footer: 'search' },
  { command: 'palette', keys: [':'], contexts: ['everywhere'], text: 'all that can be done, by name', footer: 'commands' },
  { command: 'screen-explore', keys: ['1'], contexts: ['everywhere'], text: 'layers and files' },
  { command: 'screen-waste', keys: ['2'], contexts: ['everywhere'], text: 'what is shipped and never seen' },
  { command: 'screen-findings', keys: ['3'], contexts: ['everywhere'], text: 'what is wrong with the image' },
  { command: 'screen-packages', keys: ['4'], contexts: ['everywhere'], text: 'what is installed' },
  { command: 'screen-plan', keys: ['5'], contexts: ['everywhere'], text: 'the proposed production image' },
  { command: 'next-screen', keys: ['ctrl+right', 'w'], contexts: ['everywhere'], text: 'the next screen' },
  { command: 'details-down', keys: [')', 'J'], contexts: ['everywhere'], text: 'scroll the details down' },
  { command: 'details-up', keys: ['('], contexts: ['everywhere'], text: 'scroll the details up' },
  { command: 'help', keys: ['?'], contexts: ['everywhere'], text: 'all keys', footer: 'help' },
  { command: 'suspend', keys: ['ctrl+z'], contexts: ['everywhere'], text: 'back to the shell until fg' },
  { command: 'redraw', keys: ['ctrl+g'], contexts: ['everywhere'], text: 'draw the screen anew' },
  { command: 'quit', keys: ['q', 'ctrl+c'], contexts: ['everywhere'], text: 'quit', footer: 'quit' },
];
