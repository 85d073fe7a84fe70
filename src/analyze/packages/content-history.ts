import type { Node } from '../../filesystem/image-tree.ts';
import { kindOf, none } from '../../filesystem/tree-state.ts';
import type { CapturedContent } from '../../model/facts.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import type { ImageView } from '../image-view.ts';

/** What a file held from one layer on, until the layer of the next version. */
export type ContentVersion = { readonly layer: number; readonly content: CapturedContent };

/**
 * The captured contents of a file, the newest first, as far back as it has been there without a break. A copy that some layer
 * made without a change (`chown -R`) is no version.
 */
export function contentHistory({ tree }: ImageView, node: Node): readonly ContentVersion[] {
  const { previous, inodes } = tree.state;
  const versions: ContentVersion[] = [];
  for (let entry = tree.entryAt(node) ?? none; entry !== none; entry = previous[entry]!) {
    const inode = inodes[entry]!;
    if (inode === none || tree.kindNumber(inode) !== kindOf.file) break;
    const content = layerFacts(tree.layers[tree.layerOf(inode)]!).captured.get(tree.rowOf(inode));
    if (content === undefined) break;
    const last = versions.at(-1);
    const layer = tree.layerOf(entry);
    if (last !== undefined && isSame(last.content, content)) versions[versions.length - 1] = { layer, content };
    else versions.push({ layer, content });
  }
  return versions;
}

/** Since when the file has held what it holds now; of one without captured content, the layer that wrote it. */
export function contentSince(image: ImageView, node: Node): number {
  const [newest] = contentHistory(image, node);
  if (newest !== undefined) return newest.layer;
  const entry = image.tree.entryAt(node);
  return entry === null ? 0 : image.tree.layerOf(entry);
}

function isSame(a: CapturedContent, b: CapturedContent): boolean {
  return a.isTruncated === b.isTruncated && Buffer.compare(a.bytes, b.bytes) === 0;
}
