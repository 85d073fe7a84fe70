import type { Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { Scene } from './tracer.ts';

/** A file as text; null where it is no file, or longer. */
export async function readText({ read }: Pick<Scene, 'read'>, node: Node, maxBytes: number): Promise<string | null> {
  const bytes = (await read([node], maxBytes)).get(node);
  return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
}

/** The same by path, symlinks followed; null also where nothing is there. */
export async function readTextAt(scene: Scene, path: string, maxBytes: number): Promise<string | null> {
  const node = resolvePath(scene.view.tree, path);
  return node === null ? null : readText(scene, node, maxBytes);
}
