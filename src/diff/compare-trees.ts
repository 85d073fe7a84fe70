import type { ImageTree } from '../filesystem/image-tree.ts';
import type { FileField, FileState } from '../model/image-diff.ts';
import type { EntryExtra } from '../model/layer-entry.ts';
import { listStates, type PathState } from './list-states.ts';

/** One path at which two images are not known to have the same. */
export type PathPair =
  | { readonly kind: 'added'; readonly after: PathState }
  | { readonly kind: 'removed'; readonly before: PathState }
  | {
      readonly kind: 'both';
      readonly before: PathState;
      readonly after: PathState;
      readonly fields: readonly FileField[];
      /** Both are files of one size, so that only their contents tell. */
      readonly isOpen: boolean;
    };

export type TreeComparison = {
  /** In byte order. */
  readonly pairs: readonly PathPair[];
  /** By node: bytes that count there, content with several paths at the first of them. */
  readonly beforeBytes: Float64Array;
  readonly afterBytes: Float64Array;
};

/**
 * Paths at which two trees differ, or may.
 * @param isSameContent whether two entries are known to have one content without a look at it: both of a layer that the images share
 */
export function compareTrees(
  before: ImageTree,
  after: ImageTree,
  isSameContent: (before: number, after: number) => boolean,
): TreeComparison {
  const pairs: PathPair[] = [];
  const beforeBytes = new Float64Array(before.nodeCount);
  const afterBytes = new Float64Array(after.nodeCount);
  const olds = counted(listStates(before), beforeBytes);
  const news = counted(listStates(after), afterBytes);
  let old = next(olds);
  let fresh = next(news);
  while (old !== null || fresh !== null) {
    const order = old === null ? 1 : fresh === null ? -1 : Buffer.compare(old.key, fresh.key);
    if (order < 0) pairs.push({ kind: 'removed', before: old! });
    else if (order > 0) pairs.push({ kind: 'added', after: fresh! });
    else {
      const fields = differingFields(old!, fresh!, before, after);
      const isOpen = isOpenPair(old!, fresh!, fields, isSameContent);
      if (isOpen || fields.length > 0) pairs.push({ kind: 'both', before: old!, after: fresh!, fields, isOpen });
    }
    if (order <= 0) old = next(olds);
    if (order >= 0) fresh = next(news);
  }
  return { pairs, beforeBytes, afterBytes };
}

function* counted(states: Iterable<PathState>, bytes: Float64Array): Generator<PathState> {
  for (const found of states) {
    bytes[found.node] = ownBytes(found.state);
    yield found;
  }
}

/** A hardlink has none of its own. */
export function ownBytes({ kind, sizeBytes }: FileState): number {
  return kind === 'file' ? sizeBytes : 0;
}

function next(states: Iterator<PathState>): PathState | null {
  const result = states.next();
  return result.done === true ? null : result.value;
}

function differingFields(one: PathState, other: PathState, before: ImageTree, after: ImageTree): readonly FileField[] {
  const [a, b] = [one.state, other.state];
  const fields: FileField[] = [];
  const [kindA, kindB] = [contentKind(one), contentKind(other)];
  if (kindA !== kindB) fields.push('kind');
  if (a.sizeBytes !== b.sizeBytes) fields.push('size', 'content');
  if (a.mode !== b.mode) fields.push('mode');
  if (a.uid !== b.uid || a.gid !== b.gid) fields.push('owner');
  if (kindA === kindB && (a.kind === 'hardlink' || b.kind === 'hardlink')) {
    if (a.kind !== b.kind || a.linkTarget !== b.linkTarget) fields.push('hardlink');
  } else if (kindA === kindB && a.linkTarget !== b.linkTarget) fields.push('target');
  if (attributes(before, one) !== attributes(after, other)) fields.push('attributes');
  return fields;
}

/** Of a hardlink what it shows. */
function contentKind({ state, inode }: PathState): string {
  return state.kind === 'hardlink' && inode !== null ? 'file' : state.kind;
}

function attributes(tree: ImageTree, { inode }: PathState): string {
  const extra: EntryExtra | null = inode === null ? null : tree.layerEntry(inode).extra;
  if (extra === null) return '';
  return JSON.stringify([Object.entries(extra.xattrs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)), extra.device ?? null]);
}

function isOpenPair(
  one: PathState,
  other: PathState,
  fields: readonly FileField[],
  isSameContent: (before: number, after: number) => boolean,
): boolean {
  if (fields.includes('kind') || fields.includes('content') || one.state.sizeBytes === 0) return false;
  if (one.inode === null || other.inode === null || contentKind(one) !== 'file') return false;
  return !isSameContent(one.inode, other.inode);
}
