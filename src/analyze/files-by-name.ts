import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { implicit, kindOf } from '../filesystem/tree-state.ts';
import { encodeName } from '../model/layer-index.ts';

/** Chains of nodes whose names have the same hash. */
type NameIndex = { readonly heads: Int32Array; readonly next: Int32Array };

const indexes = new WeakMap<ImageTree, NameIndex>();

/**
 * Visible directories, symlinks and executable files with that last component, in the order in which paths were first named: what
 * can be entered or started. Their names are hashed once, at the first call, so that every analyzer may ask for many.
 */
export function nodesNamed(tree: ImageTree, name: string): readonly Node[] {
  const { heads, next } = nameIndex(tree);
  const bytes = encodeName(name);
  const found: Node[] = [];
  for (let node = heads[hashName(bytes) & (heads.length - 1)]!; node >= 0; node = next[node]!) {
    if (isSame(tree.state.table.name(node), bytes)) found.push(node);
  }
  return found;
}

function nameIndex(tree: ImageTree): NameIndex {
  const known = indexes.get(tree);
  if (known !== undefined) return known;
  const { table } = tree.state;
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(table.count + 1))).fill(-1);
  const next = new Int32Array(table.count);
  // Backwards, so that chains run forwards.
  for (let node = table.count - 1; node >= 0; node--) {
    if (!isNamedForUse(tree, node)) continue;
    const slot = hashName(table.name(node)) & (heads.length - 1);
    next[node] = heads[slot]!;
    heads[slot] = node;
  }
  const index = { heads, next };
  indexes.set(tree, index);
  return index;
}

function isNamedForUse({ state }: ImageTree, node: Node): boolean {
  const entry = state.visible[node]!;
  if (entry < 0) return entry === implicit;
  const inode = state.inodes[entry]!;
  if (inode < 0) return false;
  const layer = state.entryLayers[inode]!;
  const { kinds, modes } = state.layers[layer]!.columns;
  const row = inode - state.firstEntries[layer]!;
  return kinds[row] === kindOf.file ? (modes[row]! & 0o111) !== 0 : kinds[row] === kindOf.directory || kinds[row] === kindOf.symlink;
}

/** FNV-1a, of 32 bits. */
function hashName(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
