/** What is pressed, what is then on the screen, and what its picture is called. */
export type Shot = { readonly keys: readonly string[]; readonly text: string; readonly name: string };

/** In the order in which they are taken: each begins where the last one ended. */
export const shots: readonly Shot[] = [
  { keys: [], text: 'Contents of layer', name: 'layers' },
  { keys: ['Up', 'Tab', 'Space', 's'], text: 'by size', name: 'tree' },
  { keys: ['/', ...'deploy'], text: 'gone after layer', name: 'search' },
  { keys: ['Escape', 'f', ...'type:elf'], text: 'type:elf', name: 'filter' },
  { keys: ['Escape', '/', ...'entrypointsh', 'Enter', 'Enter'], text: '#!/bin/sh', name: 'viewer' },
  { keys: ['Escape', '/', ...'dpkgstatus', 'Enter', 'H'], text: 'History of', name: 'history' },
  { keys: ['Escape', '2'], text: 'What to change', name: 'waste' },
  { keys: ['3'], text: 'Evidence and remedy', name: 'findings' },
  { keys: ['4'], text: 'Package', name: 'packages' },
  { keys: ['5'], text: 'before', name: 'plan' },
  { keys: ['p'], text: 'FROM ', name: 'preview' },
  { keys: ['Escape', '1', '?'], text: 'In the tree', name: 'help' },
];
