import type { ImageTree } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import { findProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';

const tools = ['cp', 'mkdir', 'chmod', 'chown', 'ln'];

/** Whether a RUN instruction can put files together in the image. */
export function hasBuildTools(tree: ImageTree, config: RuntimeConfig): boolean {
  return resolvePath(tree, '/bin/sh') !== null && tools.every((name) => hasProgram(name, tree, config));
}

export function hasProgram(name: string, tree: ImageTree, { env }: RuntimeConfig): boolean {
  return findProgram(tree, name, { directories: searchPath(env), workingDirectory: '/' }) !== null;
}

/** Whether `cp` is an applet of busybox. */
export function isBusybox(tree: ImageTree, { env }: RuntimeConfig): boolean {
  const node = findProgram(tree, 'cp', { directories: searchPath(env), workingDirectory: '/' });
  const inode = node === null ? null : tree.inodeAt(node);
  return inode !== null && layerFacts(tree.layers[tree.layerOf(inode)]!).shell.get(tree.rowOf(inode))?.kind === 'busybox';
}

/** A name at the root that the image does not have. */
export function stageDirectory(tree: ImageTree): string {
  for (let at = 0; ; at++) {
    const path = at === 0 ? '/.flense' : `/.flense-${at}`;
    if (tree.find(path) === null && tree.find(`${path}-debug`) === null) return path;
  }
}
