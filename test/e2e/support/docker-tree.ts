import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerEngine } from './docker-engine.ts';
import type { TreeEntry } from './file-tree.ts';
import { readFileTree } from './read-file-tree.ts';
import { run } from './run.ts';

/**
 * What a container of an image sees: `docker create`, `docker export`, and GNU tar to unpack that. The engine adds some paths to
 * every container; see `withoutAdditions`.
 */
export async function dockerTree(engine: DockerEngine, image: string, directory: string): Promise<readonly TreeEntry[]> {
  const root = join(directory, 'root');
  const archive = join(directory, 'export.tar');
  mkdirSync(root, { recursive: true });
  // An image without a command needs one to become a container; it is never run.
  const container = (await engine.docker(['create', '--network', 'none', image, 'none'])).toString('utf8').trim();
  await engine.docker(['export', '--output', archive, container]);
  await engine.docker(['rm', container]);
  await run('tar', ['--extract', '--file', archive, '--directory', root, '--numeric-owner', '--same-owner', '--preserve-permissions']);
  return readFileTree(root);
}

/** Directories that dockerd makes in each container where the image has none. */
const addedDirectories = new Set(['/dev', '/dev/pts', '/dev/shm', '/etc', '/proc', '/sys']);

/** Files that dockerd puts in each container, also in place of the image's own: it mounts something over them when it runs. */
const replacedFiles = new Set(['/.dockerenv', '/dev/console', '/etc/hostname', '/etc/hosts', '/etc/mtab', '/etc/resolv.conf']);

/** The image as far as an export can show it. */
export function withoutReplacedFiles(tree: readonly TreeEntry[]): readonly TreeEntry[] {
  return tree.filter(({ path }) => !replacedFiles.has(path));
}

/** The export without what the engine added to the image. Directories of the image are compared all the same. */
export function withoutAdditions(exported: readonly TreeEntry[], image: readonly TreeEntry[]): readonly TreeEntry[] {
  const inImage = new Set(image.map(({ path }) => path));
  return withoutReplacedFiles(exported).filter(({ path }) => inImage.has(path) || !addedDirectories.has(path));
}
