import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { emptyProjectConfig, type ProjectConfig, projectConfigName } from '../model/project-config.ts';
import { readTextFile } from './read-text-file.ts';

export type LoadedConfig = {
  readonly config: ProjectConfig;
  /** As it is told to the user; null where there is no file. */
  readonly path: string | null;
};

/**
 * The project's configuration: the file that is named, or the nearest `.flense.yml` upwards from a directory.
 * @throws InspectError
 */
export async function loadProjectConfig(named: string | null, directory: string): Promise<LoadedConfig> {
  const found = named ?? findUpwards(projectConfigName, directory);
  if (found === null) return { config: emptyProjectConfig, path: null };
  const path = shownPath(found, directory);
  // Most projects have none, and what reads YAML takes a while to load.
  const { parseProjectConfig } = await import('../model/project-config-parser.ts');
  return { config: parseProjectConfig(readTextFile(resolve(directory, found), 'a configuration file'), path), path };
}

export function findUpwards(name: string, directory: string): string | null {
  for (let at = resolve(directory); ; at = dirname(at)) {
    const path = join(at, name);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return null;
  }
}

/** Relative, where that is not longer. */
export function shownPath(path: string, directory: string): string {
  const absolute = resolve(directory, path);
  const short = relative(directory, absolute);
  return short !== '' && short.length < absolute.length ? short : absolute;
}
