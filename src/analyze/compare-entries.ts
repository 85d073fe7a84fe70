import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { contentHash, entryExtras, type LayerIndex } from '../model/layer-index.ts';

export type ChangedField = 'kind' | 'content' | 'mode' | 'owner' | 'attributes' | 'time';

type Row = { readonly index: LayerIndex; readonly row: number };

/** In the order in which they are told. Contents of equal size of which one is not known count as changed. */
const comparisons: readonly (readonly [ChangedField, (a: Row, b: Row) => boolean])[] = [
  ['kind', (a, b) => a.index.columns.kinds[a.row] === b.index.columns.kinds[b.row]],
  ['content', hasSameContent],
  ['mode', (a, b) => a.index.columns.modes[a.row] === b.index.columns.modes[b.row]],
  ['owner', hasSameOwner],
  ['attributes', hasSameAttributes],
  ['time', (a, b) => a.index.columns.mtimes[a.row] === b.index.columns.mtimes[b.row]],
];

/** What differs between two entries. */
export function compareEntries(tree: ImageTree, a: EntryNumber, b: EntryNumber): readonly ChangedField[] {
  const left = { index: tree.layers[tree.layerOf(a)]!, row: tree.rowOf(a) };
  const right = { index: tree.layers[tree.layerOf(b)]!, row: tree.rowOf(b) };
  const changed: ChangedField[] = [];
  for (const [field, isSame] of comparisons) if (!isSame(left, right)) changed.push(field);
  return changed;
}

function hasSameContent(a: Row, b: Row): boolean {
  const sizeBytes = a.index.columns.sizes[a.row];
  if (sizeBytes !== b.index.columns.sizes[b.row]) return false;
  if (sizeBytes === 0) return true;
  const [one, other] = [contentHash(a.index.columns, a.row), contentHash(b.index.columns, b.row)];
  return one !== null && other !== null && Buffer.compare(one, other) === 0;
}

function hasSameOwner(a: Row, b: Row): boolean {
  return a.index.columns.uids[a.row] === b.index.columns.uids[b.row] && a.index.columns.gids[a.row] === b.index.columns.gids[b.row];
}

function hasSameAttributes(a: Row, b: Row): boolean {
  return attributes(a) === attributes(b);
}

function attributes({ index, row }: Row): string {
  const { xattrs } = entryExtras(index).get(row) ?? {};
  return xattrs === undefined ? '' : JSON.stringify(Object.entries(xattrs).sort());
}
