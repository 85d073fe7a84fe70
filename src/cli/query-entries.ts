import { posix } from 'node:path';
import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { listChanges } from '../filesystem/list-changes.ts';
import { listLayer } from '../filesystem/list-layer.ts';
import { listTree } from '../filesystem/list-tree.ts';
import type { ListedEntry } from '../filesystem/listed-entry.ts';
import { InspectError } from '../model/errors.ts';
import { globMatcher } from '../model/glob.ts';
import { findNode } from './find-node.ts';
import { expectLayer, treeAfter } from './tree-after.ts';

export type ListingQuery = {
  readonly path: string;
  /** null: what a container sees. */
  readonly layer: number | null;
  /** With a layer: what it did. */
  readonly isChanged: boolean;
  readonly minSize: number;
  readonly glob: string | null;
};

/** What can be wrong with a query before there is an image. @throws InspectError `usage` */
export function entryFilter({ glob, isChanged, layer, minSize }: ListingQuery): (entry: ListedEntry) => boolean {
  if (isChanged && layer === null) throw new InspectError('usage', '--changed: expected --layer N with it, got none');
  const matches = glob === null ? () => true : globMatcher(glob);
  return (entry) => entry.sizeBytes >= minSize && matches(entry.path);
}

/** @throws InspectError `usage` or `no-such-path`, before the first entry */
export function queryEntries(tree: ImageTree, { path, layer, isChanged }: ListingQuery): Iterable<ListedEntry> {
  if (layer === null) return treeEntries(tree, findNode(tree, path, 'directory'));
  expectLayer(tree, layer);
  const entries = isChanged ? listChanges(treeAfter(tree, layer - 1), treeAfter(tree, layer)) : listLayer(tree.layers[layer]!, layer);
  return filtered(entries, isWithin(posix.resolve('/', path)));
}

function* treeEntries(tree: ImageTree, top: Node): Generator<ListedEntry> {
  for (const node of listTree(tree, top)) yield tree.at(node);
}

function isWithin(top: string): (entry: ListedEntry) => boolean {
  return top === '/' ? () => true : ({ path }) => path === top || path.startsWith(`${top}/`);
}

export function* filtered(entries: Iterable<ListedEntry>, isWanted: (entry: ListedEntry) => boolean): Generator<ListedEntry> {
  for (const entry of entries) if (isWanted(entry)) yield entry;
}
