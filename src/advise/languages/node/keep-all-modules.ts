import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';

/** Keeps every `node_modules` that is looked into from some directories: up to the root. */
export function keepAllModules(draft: Draft, disk: ImageDisk, directories: readonly string[]): void {
  const seen = new Set<string>();
  for (const start of directories) {
    for (let directory = start; !seen.has(directory); directory = posix.dirname(directory)) {
      seen.add(directory);
      const modules = posix.join(directory, 'node_modules');
      if (disk.isDirectory(modules)) draft.keepTree(modules, 'modules of', { part: 'application', confidence: 'guessed' });
    }
  }
}
