import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { entryExtras, type IndexColumns, type LayerIndex } from '../model/layer-index.ts';

export type ChangedField = 'kind' | 'content' | 'mode' | 'owner' | 'attributes' | 'time';

const hashBytes = 32;

/** What differs between two entries. Contents of equal size of which one is not known count as changed. */
export function compareEntries(tree: ImageTree, a: EntryNumber, b: EntryNumber): readonly ChangedField[] {
  const [left, right] = [tree.layers[tree.layerOf(a)]!, tree.layers[tree.layerOf(b)]!];
  const [i, j] = [tree.rowOf(a), tree.rowOf(b)];
  const [one, other] = [left.columns, right.columns];
  const changed: ChangedField[] = [];
  if (one.kinds[i] !== other.kinds[j]) changed.push('kind');
  if (one.sizes[i] !== other.sizes[j] || (one.sizes[i] !== 0 && !hasSameHash(one, i, other, j))) changed.push('content');
  if (one.modes[i] !== other.modes[j]) changed.push('mode');
  if (one.uids[i] !== other.uids[j] || one.gids[i] !== other.gids[j]) changed.push('owner');
  if (attributes(left, i) !== attributes(right, j)) changed.push('attributes');
  if (one.mtimes[i] !== other.mtimes[j]) changed.push('time');
  return changed;
}

function hasSameHash(one: IndexColumns, i: number, other: IndexColumns, j: number): boolean {
  const [row, otherRow] = [one.hashRows[i]!, other.hashRows[j]!];
  if (row < 0 || otherRow < 0) return false;
  for (let byte = 0; byte < hashBytes; byte++) {
    if (one.hashes[row * hashBytes + byte] !== other.hashes[otherRow * hashBytes + byte]) return false;
  }
  return true;
}

function attributes(index: LayerIndex, row: number): string {
  const { xattrs } = entryExtras(index).get(row) ?? {};
  return xattrs === undefined ? '' : JSON.stringify(Object.entries(xattrs).sort());
}
