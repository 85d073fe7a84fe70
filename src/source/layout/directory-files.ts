import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { InspectError } from '../../model/errors.ts';
import type { FileBlob } from '../../model/image.ts';
import { fromSystemError, systemErrorCode } from '../../model/system-error.ts';
import { type HeldFiles, heldFiles } from '../held-files.ts';
import type { ImageFiles } from '../image-files.ts';
import { openRegularFile } from '../open-regular-file.ts';

/** Files below a directory. */
export function directoryFiles(directory: string, held: HeldFiles): ImageFiles {
  const root = realPath(directory) ?? directory;
  const opened = new Map<string, FileBlob>();
  const find = (path: string): FileBlob | null => {
    const real = realPathInside(root, path);
    if (real === null) return null;
    const blob = opened.get(real) ?? openRegularFile(real, held);
    opened.set(real, blob);
    return blob;
  };
  const use = <T>(path: string, action: (file: FileBlob) => T): T | null => {
    const real = realPathInside(root, path);
    return real === null ? null : withFile(real, action);
  };
  return { find, use };
}

function withFile<T>(path: string, action: (file: FileBlob) => T): T {
  const held = heldFiles();
  try {
    return action(openRegularFile(path, held));
  } finally {
    held.close();
  }
}

function realPathInside(root: string, path: string): string | null {
  const real = realPath(join(root, path));
  if (real === null || isInside(root, real)) return real;
  throw new InspectError('unsafe-path', `expected ${path} to stay inside the directory, got a link to ${real}`);
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw fromSystemError(error, 'expected a file that can be read');
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
