import { ownersOf } from '../analyze/ownership.ts';
import type { Node } from '../filesystem/image-tree.ts';
import type { FileChange, FileField } from '../model/image-diff.ts';
import type { PathPair } from './compare-trees.ts';
import type { DiffSide } from './diff-side.ts';

/**
 * Changes of files once the contents that were in question are known.
 * @param isSame whether the contents of an open pair are the same
 */
export function diffFiles(
  pairs: readonly PathPair[],
  before: DiffSide,
  after: DiffSide,
  isSame: (before: Node, after: Node) => boolean,
): readonly FileChange[] {
  return pairs.map((pair) => toChange(pair, before, after, isSame)).filter((change) => change !== null);
}

function toChange(pair: PathPair, before: DiffSide, after: DiffSide, isSame: (before: Node, after: Node) => boolean): FileChange | null {
  switch (pair.kind) {
    case 'added': {
      const { path, state, node } = pair.after;
      return { path, change: 'added', fields: [], before: null, after: state, packages: owners(after, node) };
    }
    case 'removed': {
      const { path, state, node } = pair.before;
      return { path, change: 'removed', fields: [], before: state, after: null, packages: owners(before, node) };
    }
    case 'both': {
      const isOther = pair.isOpen && !isSame(pair.before.node, pair.after.node);
      const fields: readonly FileField[] = isOther ? ['content', ...pair.fields] : pair.fields;
      if (fields.length === 0) return null;
      const found = owners(after, pair.after.node);
      const packages = found.length > 0 ? found : owners(before, pair.before.node);
      return { path: pair.after.path, change: 'changed', fields, before: pair.before.state, after: pair.after.state, packages };
    }
  }
}

function owners({ inventory }: DiffSide, node: Node): readonly string[] {
  return ownersOf(inventory.packages, inventory.ownership, node).map(({ type, name }) => `${type}/${name}`);
}
