import { createHash } from 'node:crypto';
import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { TarInput } from '../tar/writer.ts';
import { hashNodes } from './hash-nodes.ts';
import { kindOf } from './planned-nodes.ts';
import { sameRecord } from './same-record.ts';
import type { SlimEntry } from './slim-entry.ts';
import type { ContentSource } from './tree-contents.ts';

/** Paths of entries that a base has just so: kind, owner, mode, attributes, link and content. Its times may be others. */
export async function pathsInBase(entries: Iterable<SlimEntry>, source: ContentSource, base: ContentSource): Promise<ReadonlySet<string>> {
  const alike = [...entries].flatMap((entry) => {
    const node = base.tree.find(entry.header.path);
    return node !== null && isAlike(entry.header, base.tree, node) ? [{ entry, node }] : [];
  });
  const isFile = ({ entry }: { readonly entry: SlimEntry }): boolean => entry.header.kind === 'file' && entry.header.sizeBytes > 0;
  const files = alike.filter(isFile);
  const own = await hashNodes(
    source,
    files.flatMap(({ entry }) => (entry.content.kind === 'image' ? [entry.content.node] : [])),
  );
  const theirs = await hashNodes(
    base,
    files.map(({ node }) => node),
  );
  const isSame = ({ entry, node }: { readonly entry: SlimEntry; readonly node: Node }): boolean =>
    !isFile({ entry }) || hashOf(entry, own) === theirs.get(node);
  return new Set(alike.filter(isSame).map(({ entry }) => entry.header.path));
}

function hashOf({ content }: SlimEntry, hashes: ReadonlyMap<Node, string>): string | undefined {
  if (content.kind === 'image') return hashes.get(content.node);
  return content.kind === 'made' ? createHash('sha256').update(content.bytes).digest('hex') : undefined;
}

/** Hardlinks are written again, as what they lead to may be. */
function isAlike(header: TarInput, tree: ImageTree, node: Node): boolean {
  const { mode, uid, gid, sizeBytes } = tree.at(node);
  const inode = tree.inodeAt(node);
  const own = inode === null ? null : tree.layerEntry(inode);
  return (
    kindOf(tree, node) === header.kind &&
    (header.kind === 'symlink' || mode === header.mode) &&
    uid === header.uid &&
    gid === header.gid &&
    (header.kind !== 'file' || sizeBytes === header.sizeBytes) &&
    (own?.linkTarget ?? null) === header.linkTarget &&
    sameRecord(own?.extra?.xattrs ?? {}, header.xattrs ?? {}) &&
    String(own?.extra?.device ?? '') === String(header.device ?? '')
  );
}
