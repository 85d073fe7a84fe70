import { commandOf } from '../keys/key-map.ts';
import { indexTree } from '../tree/tree-index.ts';
import { viewFile } from '../viewer/viewed-file.ts';
import type { Action } from './action.ts';
import { editedText } from './edit-text.ts';
import type { Effect } from './effect.ts';
import { createExplore, refreshed, showLayer, withView } from './explore.ts';
import { keyContext } from './key-context.ts';
import type { Palette } from './overlay.ts';
import { paletteItems } from './palette.ts';
import type { Message, Ready, State } from './state.ts';
import { type Step, still } from './step.ts';
import { updateCommand } from './update-command.ts';
import { settled } from './update-list.ts';
import { movedByArrow, updateFilterPrompt, updateSearchPrompt, withResults } from './update-overlay.ts';
import { emptyPlan, explained, planned, rendered, unplanned } from './update-plan.ts';
import { firstMode, updateViewerSearch, withArchive } from './update-viewer.ts';

const maxTypedAhead = 100;

/** The state after something has happened, and what is to be done about it. Pure, so that a screen is what its keys made it. */
export function update(state: State, action: Action): Step<State> {
  switch (action.kind) {
    case 'resized':
      return still(withReady({ ...state, size: action.size }, (ready) => ready));
    case 'loading':
      return still({ ...state, loading: action.loading });
    case 'ready':
      return withTypedAhead(started(state, action.session));
    case 'view-layer':
      return [withReady(state, (ready) => ({ ...ready, explore: showLayer(ready.explore) })), [{ kind: 'prefetch' }]];
    case 'told':
      return still({ ...state, message: { text: action.text, isError: action.isError } });
    case 'key':
      return pressed({ ...state, message: null }, action.key);
    case 'planned':
      return [withReady(state, (ready) => planned(ready, action.edits, action.plan)), [{ kind: 'why' }]];
    default:
      return still(withReady(state, (ready) => answered(ready, action)));
  }
}

function withReady(state: State, change: (ready: Ready) => Ready): State {
  return state.ready === null ? state : { ...state, ready: settled(change(state.ready), state.size) };
}

function started(state: State, session: Ready['session']): State {
  const list = { cursor: 0, top: 0, filter: '' };
  const ready: Ready = {
    session,
    screen: 'explore',
    focus: 'layers',
    explore: createExplore(indexTree(session.tree)),
    waste: list,
    findings: list,
    packages: { ...list, order: 'size' },
    plan: emptyPlan(session),
    detailsTop: 0,
    overlay: null,
  };
  const warnings = [...session.warnings, ...state.keys.warnings];
  const message: Message | null = warnings.length === 0 ? null : { text: warnings.join('; '), isError: true };
  return { ...state, message, ready: settled(ready, state.size) };
}

/** Keys that were pressed too early do now what they would have done. */
function withTypedAhead(state: State): Step<State> {
  const effects: Effect[] = [{ kind: 'prefetch' }];
  let next: State = { ...state, typedAhead: [] };
  for (const key of state.typedAhead) {
    const [after, wanted] = pressed(next, key);
    next = after;
    effects.push(...wanted);
  }
  return [{ ...next, message: next.message ?? state.message }, effects];
}

function pressed(state: State, key: string): Step<State> {
  const { ready } = state;
  if (ready === null) {
    const isQuit = commandOf(key, 'everywhere', state.keys) === 'quit' || key === 'esc';
    if (isQuit || key === 'ctrl+c') return [state, [{ kind: 'quit' }]];
    if (commandOf(key, 'everywhere', state.keys) === 'suspend') return [state, [{ kind: 'suspend' }]];
    return still({ ...state, typedAhead: [...state.typedAhead, key].slice(0, maxTypedAhead) });
  }
  if (key === 'ctrl+c') return [state, [{ kind: 'quit' }]];
  const [next, effects] = keyed(state, ready, key);
  return [{ ...state, ready: settled(next, state.size) }, effects];
}

function keyed(state: State, ready: Ready, key: string): Step<Ready> {
  const context = keyContext(ready);
  if (context === null) return typed(state, ready, key);
  const command = commandOf(key, context, state.keys);
  if (command === null) return still(ready);
  return updateCommand(state, ready, command);
}

function typed(state: State, ready: Ready, key: string): Step<Ready> {
  const { overlay } = ready;
  switch (overlay?.kind) {
    case 'filter':
      return updateFilterPrompt(ready, overlay, key);
    case 'search':
      return updateSearchPrompt(ready, overlay, key, state.size);
    case 'viewer':
      return updateViewerSearch(ready, overlay, key, state.size);
    case 'palette':
      return updatePalette(state, ready, overlay, key);
    default:
      return still(ready);
  }
}

function updatePalette(state: State, ready: Ready, palette: Palette, key: string): Step<Ready> {
  const items = paletteItems(ready, state.keys, palette);
  const closed = { ...ready, overlay: palette.under };
  if (key === 'esc') return still(closed);
  if (key === 'enter') {
    const chosen = items[palette.cursor];
    return chosen === undefined ? still(closed) : updateCommand(state, closed, chosen.command);
  }
  const moved = movedByArrow(key, palette.cursor, items.length, 10);
  if (moved !== null) return still({ ...ready, overlay: { ...palette, cursor: moved } });
  const text = editedText(palette.text, key);
  return text === null ? still(ready) : still({ ...ready, overlay: { ...palette, text, cursor: 0 } });
}

type Answer = Exclude<Action, { kind: 'resized' | 'loading' | 'ready' | 'told' | 'key' | 'view-layer' | 'planned' }>;

/** What an effect brought. It may come late: what it was asked for must still be wanted. */
function answered(ready: Ready, action: Answer): Ready {
  const { explore, overlay } = ready;
  switch (action.kind) {
    case 'viewed':
      return { ...ready, explore: withView(explore, action.view) };
    case 'filtered':
      return explore.filter === action.text ? { ...ready, explore: withMatches(ready, action.matches) } : ready;
    case 'found':
      if (overlay?.kind !== 'search' || overlay.text !== action.text) return ready;
      return withResults(ready, overlay, action.results, action.matchCount);
    case 'read': {
      if (overlay?.kind !== 'viewer' || overlay.entry !== action.entry) return ready;
      const viewer = { ...overlay, file: viewFile(action.content, action.lower) };
      return { ...ready, overlay: { ...viewer, mode: firstMode(ready, viewer) } };
    }
    case 'listed':
      return overlay?.kind === 'viewer' && overlay.entry === action.entry
        ? { ...ready, overlay: withArchive(overlay, action.archive) }
        : ready;
    case 'unread':
      if (overlay?.kind !== 'viewer' || overlay.entry !== action.entry) return ready;
      return { ...ready, overlay: { ...overlay, error: action.reason } };
    case 'explained':
      return explained(ready, action.plan, action.path, action.reason);
    case 'unplanned':
      return unplanned(ready, action.edits, action.reason);
    case 'rendered':
      return rendered(ready, action);
  }
}

/** All that leads to a match is open, so that it is seen. */
function withMatches({ explore }: Ready, matches: Uint8Array): Ready['explore'] {
  const isOpen = explore.isOpen.slice();
  const { parents } = explore.index.tree.state.table;
  for (let node = matches.length - 1; node > 0; node--) {
    if (matches[node] === 1 || isOpen[node] === 2) isOpen[parents[node]!] = 2;
  }
  for (let node = 0; node < isOpen.length; node++) if (isOpen[node] === 2) isOpen[node] = 1;
  return refreshed(explore, { matches, isOpen });
}
