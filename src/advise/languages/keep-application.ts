import { posix } from 'node:path';
import type { Draft } from './draft.ts';
import type { ImageDisk } from './image-disk.ts';

/** Directories of the system: that a script lies there does not make all of it one application. */
const systemDirectories =
  /^\/(?:|(?:usr(?:\/local)?\/)?(?:s?bin|lib(?:exec|\d+)?|share|games)|usr|usr\/local|etc|opt|srv|var|tmp|root|home|run|var\/(?:lib|www|tmp|cache))$/;
/** Never looked at by a program that runs. */
const developmentNames: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.github',
  '.vscode',
  '.idea',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.nyc_output',
]);

export function isSystemDirectory(path: string): boolean {
  return systemDirectories.test(path);
}

/**
 * Keeps an application's directory with all that lies beside its source (templates, settings, data), but for what is traced on
 * its own.
 * @param isTraced directories that are left out: virtual environments, `node_modules`
 * @returns false for a directory of the system, of which nothing is kept
 */
export function keepApplication(
  draft: Draft,
  disk: ImageDisk,
  directory: string,
  isTraced: (path: string, name: string) => boolean,
): boolean {
  if (isSystemDirectory(directory)) return false;
  const options = { part: 'application', confidence: 'likely' } as const;
  draft.keep(directory, 'application directory of', options);
  const isEntered = (path: string, name: string): boolean => {
    if (developmentNames.has(name) || isTraced(path, name)) return false;
    draft.keep(path, 'application directory of', options);
    return true;
  };
  for (const path of disk.below(directory, isEntered)) draft.keep(path, `beside ${posix.basename(directory)} of`, options);
  return true;
}
