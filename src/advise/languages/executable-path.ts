import { posix } from 'node:path';
import { findProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import type { Invocation, Scene } from '../tracer.ts';

/** Where the program was found, symlinks not followed: what it takes its own place to be. null where PATH has none. */
export function executablePath({ argv, env, workingDir }: Invocation, scene: Scene): string | null {
  const name = argv[0] ?? '';
  if (name === '') return null;
  if (name.includes('/')) return posix.resolve('/', workingDir, name);
  const place = { directories: searchPath(env), workingDirectory: workingDir };
  for (const directory of place.directories) {
    const path = posix.resolve('/', workingDir, directory, name);
    if (findProgram(scene.view.tree, path, place) !== null) return path;
  }
  return null;
}
