import type { TreeEntry } from './file-tree.ts';
import { readFileTree } from './read-file-tree.ts';
import { run } from './run.ts';

/**
 * What umoci, as root, unpacks from an image layout. Without the bundle around it, as that also asks for an operating system
 * which some images do not name. `directory` must not be there yet.
 */
export async function umociTree(layout: string, tag: string, directory: string): Promise<readonly TreeEntry[]> {
  await run('umoci', ['raw', 'unpack', '--image', `${layout}:${tag}`, directory]);
  return readFileTree(directory);
}
