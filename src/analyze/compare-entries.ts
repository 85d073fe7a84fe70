import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { contentHash, entryExtras, entryKind } from '../model/layer-index.ts';

export type ChangedField = 'kind' | 'content' | 'mode' | 'owner' | 'attributes' | 'time';

/** What differs between two entries; contents of equal size of which one is not known count as changed. */
export function compareEntries(tree: ImageTree, a: EntryNumber, b: EntryNumber): readonly ChangedField[] {
  const [left, right] = [column(tree, a), column(tree, b)];
  const differs: readonly (readonly [ChangedField, boolean])[] = [
    ['kind', entryKind(left.columns, left.row) !== entryKind(right.columns, right.row)],
    ['content', !hasSameContent(left, right)],
    ['mode', left.columns.modes[left.row] !== right.columns.modes[right.row]],
    [
      'owner',
      left.columns.uids[left.row] !== right.columns.uids[right.row] || left.columns.gids[left.row] !== right.columns.gids[right.row],
    ],
    ['attributes', attributes(left) !== attributes(right)],
    ['time', left.columns.mtimes[left.row] !== right.columns.mtimes[right.row]],
  ];
  return differs.flatMap(([field, isDifferent]) => (isDifferent ? [field] : []));
}

type Row = ReturnType<typeof column>;

function column(tree: ImageTree, entry: EntryNumber) {
  const index = tree.layers[tree.layerOf(entry)]!;
  return { index, columns: index.columns, row: tree.rowOf(entry) };
}

function hasSameContent(left: Row, right: Row): boolean {
  if (left.columns.sizes[left.row] !== right.columns.sizes[right.row]) return false;
  if (left.columns.sizes[left.row] === 0) return true;
  const [one, other] = [contentHash(left.columns, left.row), contentHash(right.columns, right.row)];
  return one !== null && other !== null && Buffer.compare(one, other) === 0;
}

function attributes({ index, row }: Row): string {
  const { xattrs } = entryExtras(index).get(row) ?? {};
  return xattrs === undefined ? '' : JSON.stringify(Object.entries(xattrs).sort());
}
