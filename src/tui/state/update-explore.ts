import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Command } from '../keys/command.ts';
import { hasChildren, type TreeOrder } from '../tree/tree-rows.ts';
import { closeAll, closeRow, currentNode, type Explore, isDirectory, openAll, openRow, refreshed, reveal, rulesOf } from './explore.ts';
import { exploreLayout, innerRows } from './layout.ts';
import { movedCursor } from './move-cursor.ts';
import type { Size } from './state.ts';
import { type Step, still } from './step.ts';

/** The layers have a line of headings. */
export function updateLayers(explore: Explore, command: Command, size: Size): Step<Explore> | null {
  const { layers } = explore.index.tree;
  const moved = movedCursor(command, explore.layer, layers.length, innerRows(exploreLayout(size, layers.length).layers, 1));
  if (moved !== null) return [{ ...explore, layer: moved }, [{ kind: 'view-layer' }]];
  if (command === 'aggregate') return [{ ...explore, mode: 'aggregate' }, [{ kind: 'view-layer' }]];
  if (command === 'layer-changes') return [{ ...explore, mode: 'changes' }, [{ kind: 'view-layer' }]];
  return null;
}

/** What a command does to the tree; null for one that it does not know. */
export function updateTree(explore: Explore, command: Command, size: Size): Step<Explore> | null {
  const rows = innerRows(exploreLayout(size, explore.index.tree.layers.length).tree, 1);
  const moved = movedCursor(command, explore.cursor, explore.rows.length, rows);
  if (moved !== null) return still({ ...explore, cursor: moved });
  if (command === 'layer-changes') {
    return [{ ...explore, mode: explore.mode === 'changes' ? 'aggregate' : 'changes' }, [{ kind: 'view-layer' }]];
  }
  const next = changedTree(explore, command);
  return next === null ? null : still(next);
}

function changedTree(explore: Explore, command: Command): Explore | null {
  const { cursor, hidden } = explore;
  switch (command) {
    case 'toggle':
    case 'open':
      return toggled(explore);
    case 'right':
      return stepIn(explore);
    case 'left':
      return stepOut(explore);
    case 'collapse-all':
      return closeAll(explore);
    case 'expand-all':
      return openAll(explore);
    case 'toggle-added':
      return refreshed(explore, { hidden: { ...hidden, added: !hidden.added } });
    case 'toggle-removed':
      return refreshed(explore, { hidden: { ...hidden, removed: !hidden.removed } });
    case 'toggle-modified':
      return refreshed(explore, { hidden: { ...hidden, modified: !hidden.modified } });
    case 'toggle-unmodified':
      return refreshed(explore, { hidden: { ...hidden, unmodified: !hidden.unmodified } });
    case 'attributes':
      return { ...explore, hasAttributes: !explore.hasAttributes };
    case 'wrap':
      return { ...explore, showsNameEnds: !explore.showsNameEnds };
    case 'sort':
      return refreshed(explore, { order: nextOrder(explore.order) });
    case 'sort-change':
      return refreshed(explore, { order: explore.order === 'change' ? 'name' : 'change' });
    case 'close':
      return refreshed(explore, { filter: '', matches: null });
    case 'follow-link':
      return followLink(explore);
    default:
      return cursor < 0 ? explore : null;
  }
}

function nextOrder(order: TreeOrder): TreeOrder {
  return order === 'size' ? 'name' : 'size';
}

function toggled(explore: Explore): Explore {
  const node = currentNode(explore);
  if (node === null) return explore;
  return explore.isOpen[node] === 1 ? closeRow(explore, explore.cursor) : openRow(explore, explore.cursor);
}

/** Opens what is closed; goes into what is open. */
function stepIn(explore: Explore): Explore {
  const node = currentNode(explore);
  if (node === null || !isDirectory(explore, node) || !hasChildren(rulesOf(explore), node)) return explore;
  return explore.isOpen[node] === 1 ? { ...explore, cursor: explore.cursor + 1 } : openRow(explore, explore.cursor);
}

/** Closes what is open; goes to the parent of what is closed. */
function stepOut(explore: Explore): Explore {
  const node = currentNode(explore);
  if (node === null) return explore;
  if (explore.isOpen[node] === 1 && isDirectory(explore, node)) return closeRow(explore, explore.cursor);
  const { depths } = explore.index;
  for (let row = explore.cursor - 1; row >= 0; row--) {
    if (depths[explore.rows[row]!]! < depths[node]!) return { ...explore, cursor: row };
  }
  return explore;
}

/** A link leads through the whole image, whatever layer is shown. */
function followLink(explore: Explore): Explore {
  const node = currentNode(explore);
  const { tree } = explore.index;
  if (node === null || !tree.isVisible(node)) return explore;
  const { kind, linkTarget, path } = tree.at(node);
  const target = kind === 'hardlink' && linkTarget !== null ? tree.find(linkTarget) : resolvePath(tree, path);
  return target === null || target === node ? explore : reveal(explore, target);
}
