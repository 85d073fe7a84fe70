import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import { encodeName } from '../../model/layer-index.ts';
import type { Command } from '../keys/command.ts';
import { changeOf, comparedLayer, type LayerView } from '../tree/layer-view.ts';
import { pathHistory } from '../tree/path-history.ts';
import { currentNode, isDirectory, reveal, revealInLayer } from './explore.ts';
import { innerRows, listLayout } from './layout.ts';
import { movedCursor } from './move-cursor.ts';
import type { Ready, ScreenName, Size } from './state.ts';
import { screens } from './state.ts';
import { type Step, still } from './step.ts';
import { updateLayers, updateTree } from './update-explore.ts';
import { currentList, withList } from './update-list.ts';
import { enterPlan, updatePlan } from './update-plan.ts';
import { visibleFindings, visiblePackages, visibleWaste } from './visible-items.ts';

/** What a command does where nothing lies over the screen. */
export function updateReady(ready: Ready, command: Command, size: Size): Step<Ready> {
  return updateAnyScreen(ready, command) ?? updateScreen(ready, command, size) ?? still(ready);
}

function updateAnyScreen(ready: Ready, command: Command): Step<Ready> | null {
  switch (command) {
    case 'search':
      return [
        { ...ready, overlay: { kind: 'search', text: '', results: [], matchCount: null, isEntered: false, cursor: 0 } },
        [{ kind: 'search', text: '' }],
      ];
    case 'filter':
      return still({ ...ready, overlay: { kind: 'filter', text: filterOf(ready), before: filterOf(ready), error: null } });
    case 'details-down':
      return still({ ...ready, detailsTop: ready.detailsTop + 3 });
    case 'details-up':
      return still({ ...ready, detailsTop: Math.max(0, ready.detailsTop - 3) });
    case 'next-screen':
      return toScreen(ready, screens[(screens.indexOf(ready.screen) + 1) % screens.length]!);
    default:
      return command.startsWith('screen-') ? toScreen(ready, command.slice('screen-'.length) as ScreenName) : null;
  }
}

function filterOf(ready: Ready): string {
  return ready.screen === 'explore' ? ready.explore.filter : (currentList(ready)?.list.filter ?? '');
}

function toScreen(ready: Ready, screen: ScreenName): Step<Ready> {
  const next = { ...ready, screen, detailsTop: 0 };
  return screen === 'plan' ? enterPlan(next) : still(next);
}

function updateScreen(ready: Ready, command: Command, size: Size): Step<Ready> | null {
  switch (ready.screen) {
    case 'explore':
      return updateExplore(ready, command, size);
    case 'plan':
      return updatePlan(ready, command, size);
    case 'waste':
    case 'findings':
    case 'packages':
      return updateList(ready, command, size);
  }
}

function updateExplore(ready: Ready, command: Command, size: Size): Step<Ready> | null {
  const { explore, focus } = ready;
  if (command === 'focus-next' || command === 'focus-previous') {
    return still({ ...ready, focus: focus === 'layers' ? 'tree' : 'layers', detailsTop: 0 });
  }
  if (focus === 'layers') {
    if (command === 'open') return still({ ...ready, focus: 'tree', detailsTop: 0 });
    return wrapped(ready, updateLayers(explore, command, size));
  }
  const node = currentNode(explore);
  return (node === null ? null : updateNode(ready, node, command)) ?? wrapped(ready, updateTree(explore, command, size));
}

function wrapped(ready: Ready, step: Step<Ready['explore']> | null): Step<Ready> | null {
  return step === null ? null : [{ ...ready, explore: step[0], detailsTop: 0 }, step[1]];
}

/** What concerns the path under the cursor. */
function updateNode(ready: Ready, node: Node, command: Command): Step<Ready> | null {
  const { explore } = ready;
  const { tree } = explore.index;
  switch (command) {
    case 'open':
      return isDirectory(explore, node) ? null : openFile(ready, node);
    case 'extract':
      return [ready, [{ kind: 'extract', path: tree.path(node), layer: shownLayer(explore.view, node) }]];
    case 'history':
      return still({ ...ready, overlay: { kind: 'history', path: tree.path(node), events: pathHistory(tree, node), cursor: 0, top: 0 } });
    case 'counterpart-below':
    case 'counterpart-above':
      return still(toCounterpart(ready, node, command === 'counterpart-above' ? 1 : -1));
    default:
      return null;
  }
}

/** After which what a view shows at the node is there. */
function shownLayer(view: LayerView, node: Node): number {
  return view.changes[node] === changeOf.removed ? comparedLayer(view) : view.layer;
}

/** The next layer up or down that does something to the path. */
function toCounterpart(ready: Ready, node: Node, step: 1 | -1): Ready {
  const { explore } = ready;
  const layers = pathHistory(explore.index.tree, node).map(({ layer }) => layer);
  const beyond = layers.filter((layer) => (layer - explore.layer) * step > 0);
  const layer = step === 1 ? beyond[0] : beyond.at(-1);
  return layer === undefined ? ready : { ...ready, explore: revealInLayer(explore, node, layer) };
}

/** The viewer of what is at a node; nothing of what has no content. */
export function openFile(ready: Ready, node: Node): Step<Ready> | null {
  const { tree } = ready.session;
  const { state } = tree;
  const shown = ready.explore.view.entries[node]!;
  const entry = shown < 0 ? none : state.inodes[shown]!;
  if (entry === none || tree.layerEntry(entry).kind !== 'file') return null;
  const previous = state.previous[shown]!;
  const below = previous < 0 ? none : state.inodes[previous]!;
  const lower = below === none || tree.layerEntry(below).kind !== 'file' ? null : below;
  const viewer = {
    path: tree.path(node),
    entry,
    // Of the path, which may be a link to content of a lower layer.
    layer: tree.layerOf(shown),
    lower,
    mode: 'text',
    file: null,
    error: null,
    archive: null,
    top: 0,
    isWrapped: true,
    left: 0,
    search: '',
    isFound: true,
    typed: null,
  } as const;
  return [{ ...ready, overlay: { kind: 'viewer', ...viewer } }, [{ kind: 'read', entry, lower }]];
}

function updateList(ready: Ready, command: Command, size: Size): Step<Ready> | null {
  const current = currentList(ready);
  if (current === null) return null;
  const moved = movedCursor(command, current.list.cursor, current.count, innerRows(listLayout(size).list, 1));
  if (moved !== null) return still({ ...withList(ready, { cursor: moved }), detailsTop: 0 });
  if (command === 'close') return still(withList(ready, { filter: '', cursor: 0, top: 0 }));
  if (command === 'sort') {
    return still({ ...ready, packages: { ...ready.packages, order: ready.packages.order === 'size' ? 'name' : 'size', cursor: 0 } });
  }
  return command === 'open' ? still(jumped(ready)) : null;
}

/** To the tree, at what the cursor is on. */
function jumped(ready: Ready): Ready {
  const target = targetOf(ready);
  if (target === null) return ready;
  const { explore } = ready;
  const shown = target.layer === null ? reveal(explore, target.node) : revealInLayer(explore, target.node, target.layer);
  return { ...ready, screen: 'explore', focus: 'tree', explore: shown, detailsTop: 0 };
}

type Target = { readonly node: Node; readonly layer: number | null };

function targetOf(ready: Ready): Target | null {
  const last = ready.session.tree.layers.length - 1;
  switch (ready.screen) {
    case 'waste': {
      const item = visibleWaste(ready)[ready.waste.cursor];
      return item === undefined ? null : targetAt(ready, item.path, item.layers.at(-1) ?? last);
    }
    case 'findings': {
      const files = visibleFindings(ready)[ready.findings.cursor]?.evidence.filter((item) => item.kind === 'file') ?? [];
      return files[0] === undefined ? null : targetAt(ready, files[0].path, files[0].layer);
    }
    case 'packages': {
      const found = visiblePackages(ready)[ready.packages.cursor];
      const node = found === undefined ? undefined : ready.session.packageFiles(found.item)[0];
      return node === undefined ? null : { node, layer: last };
    }
    case 'explore':
    case 'plan':
      return null;
  }
}

function targetAt({ session }: Ready, path: string, layer: number): Target | null {
  const node = nodeOfPath(session, path);
  return node === null ? null : { node, layer };
}

/** Of a path that any layer has, visible at last or not. */
function nodeOfPath({ tree }: Ready['session'], path: string): Node | null {
  const { table } = tree.state;
  let node: Node = 0;
  for (const name of path.split('/').filter((part) => part !== '')) {
    const bytes = encodeName(name);
    node = table.find(node, bytes, 0, bytes.length);
    if (node === none) return null;
  }
  return node;
}
