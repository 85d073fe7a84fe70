import type { Draft } from './draft.ts';
import type { ImageDisk } from './image-disk.ts';

type Options = Parameters<Draft['keep']>[2];

/** Keeps what lies below a directory, and what its symlinks lead to: of one to a directory all of that. */
export function followTree(
  draft: Draft,
  disk: ImageDisk,
  directory: string,
  reason: string,
  options: Options = {},
  isWanted: (path: string, name: string) => boolean = () => true,
): void {
  draft.keep(directory, reason, options);
  for (const path of disk.below(directory, isWanted)) {
    if (!isWanted(path, path.slice(path.lastIndexOf('/') + 1))) continue;
    draft.keep(path, reason, options);
    const target = disk.realPath(path);
    if (target !== null && disk.isDirectory(target) && !directory.startsWith(`${target}/`) && target !== '/')
      draft.keepTree(target, reason, options);
  }
}
