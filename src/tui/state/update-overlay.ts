import { InspectError } from '../../model/errors.ts';
import { fileKind } from '../../model/layer-index.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import type { Command } from '../keys/command.ts';
import type { ArchiveListing } from '../session.ts';
import { viewerRowCount, viewerSearch } from '../viewer/viewer-rows.ts';
import { editedText } from './edit-text.ts';
import { refreshed, reveal, revealInLayer } from './explore.ts';
import { bodySize, innerRows } from './layout.ts';
import { movedCursor } from './move-cursor.ts';
import type { FilterPrompt, Overlay, Preview, SearchPrompt, Viewer } from './overlay.ts';
import type { Ready, Size } from './state.ts';
import { type Step, still } from './step.ts';
import { withListFilter } from './update-list.ts';

/** A key while text is typed for the filter of the tree, or of a list. */
export function updateFilterPrompt(ready: Ready, prompt: FilterPrompt, key: string): Step<Ready> {
  if (key === 'enter') return still({ ...ready, overlay: null });
  if (key === 'esc') return applyFilter({ ...ready, overlay: null }, prompt.before);
  const text = editedText(prompt.text, key);
  if (text === null) return still(ready);
  const error = ready.screen === 'explore' ? filterError(text) : null;
  const next: Ready = { ...ready, overlay: { ...prompt, text, error } };
  return error === null ? applyFilter(next, text) : still(next);
}

function filterError(text: string): string | null {
  try {
    parseFilter(text);
    return null;
  } catch (error) {
    if (error instanceof InspectError) return error.message;
    throw error;
  }
}

/** Lists are short and filtered at once; the tree is looked through while keys go on being read. */
function applyFilter(ready: Ready, text: string): Step<Ready> {
  if (ready.screen !== 'explore') return still(withListFilter(ready, text));
  if (text.trim() === '') return still({ ...ready, explore: refreshed(ready.explore, { filter: '', matches: null }) });
  return [{ ...ready, explore: { ...ready.explore, filter: text } }, [{ kind: 'filter', text, filter: parseFilter(text) }]];
}

export function updateSearchPrompt(ready: Ready, prompt: SearchPrompt, key: string, size: Size): Step<Ready> {
  const found = prompt.results[prompt.cursor];
  if (key === 'esc') return still({ ...ready, overlay: null });
  if (key === 'enter') {
    if (found === undefined) return still({ ...ready, overlay: null });
    return still({ ...ready, overlay: null, screen: 'explore', focus: 'tree', explore: reveal(ready.explore, found) });
  }
  const moved = movedByArrow(key, prompt.cursor, prompt.results.length, innerRows(bodySize(size)));
  if (moved !== null) return still({ ...ready, overlay: { ...prompt, cursor: moved } });
  const text = editedText(prompt.text, key);
  if (text === null || text === prompt.text) return still(ready);
  return [{ ...ready, overlay: { ...prompt, text, cursor: 0, matchCount: null } }, [{ kind: 'search', text }]];
}

/** Letters are typed, so only the arrows move. */
export function movedByArrow(key: string, cursor: number, count: number, pageRows: number): number | null {
  const commands: Readonly<Record<string, Command>> = {
    up: 'up',
    down: 'down',
    pgup: 'page-up',
    pgdn: 'page-down',
    'ctrl+p': 'up',
    'ctrl+n': 'down',
  };
  const command = Object.hasOwn(commands, key) ? commands[key]! : null;
  return command === null ? null : movedCursor(command, cursor, count, pageRows);
}

export function updateViewer(ready: Ready, viewer: Viewer, command: Command, size: Size): Step<Ready> | null {
  const rows = innerRows(bodySize(size));
  const next = (changes: Partial<Viewer>): Step<Ready> => still({ ...ready, overlay: { ...viewer, ...changes } });
  const moved = scrolledBy(command, viewer.top, viewerRowCount(ready, viewer), rows);
  if (moved !== null) return next({ top: moved });
  switch (command) {
    case 'close':
      return still({ ...ready, overlay: null });
    case 'viewer-text':
      return next({ mode: viewer.file?.lines == null ? viewer.mode : 'text', top: 0 });
    case 'viewer-hex':
      return next({ mode: 'hex', top: 0 });
    case 'viewer-facts':
      return next({ mode: 'facts', top: 0 });
    case 'viewer-archive':
      return next({ mode: viewer.archive === null ? viewer.mode : 'archive', top: 0 });
    case 'viewer-diff':
      return next({ mode: viewer.lower === null ? viewer.mode : 'diff', top: 0 });
    case 'search':
      return next({ typed: '' });
    case 'next-match':
      return next({ top: viewerSearch(viewer, viewer.search, viewer.top + 1, 1) ?? viewer.top });
    case 'previous-match':
      return next({ top: viewerSearch(viewer, viewer.search, viewer.top - 1, -1) ?? viewer.top });
    case 'extract':
      return [ready, [{ kind: 'extract', path: viewer.path, layer: viewer.layer }]];
    default:
      return null;
  }
}

/** A view without a cursor: moving scrolls it. */
export function scrolledBy(command: Command, top: number, count: number, shown: number): number | null {
  const last = Math.max(0, count - shown);
  if (command === 'bottom') return last;
  const moved = movedCursor(command, top, count, shown);
  return moved === null ? null : Math.min(moved, last);
}

export function updateViewerSearch(ready: Ready, viewer: Viewer, key: string): Step<Ready> {
  const typed = viewer.typed ?? '';
  if (key === 'esc') return still({ ...ready, overlay: { ...viewer, typed: null } });
  if (key === 'enter') return still({ ...ready, overlay: { ...viewer, typed: null, search: typed } });
  const text = editedText(typed, key);
  if (text === null) return still(ready);
  const top = viewerSearch(viewer, text, viewer.top, 1) ?? viewer.top;
  return still({ ...ready, overlay: { ...viewer, typed: text, search: text, top } });
}

export function updatePreview(ready: Ready, preview: Preview, command: Command, size: Size): Step<Ready> | null {
  const { documents, current, top } = preview;
  const shown = documents[current];
  const count = shown?.text?.split('\n').length ?? 0;
  const moved = scrolledBy(command, top, count, innerRows(bodySize(size)));
  if (moved !== null) return still({ ...ready, overlay: { ...preview, top: moved } });
  switch (command) {
    case 'close':
      return still({ ...ready, overlay: null });
    case 'next-match':
      return still({ ...ready, overlay: { ...preview, current: (current + 1) % documents.length, top: 0 } });
    case 'previous-match':
      return still({ ...ready, overlay: { ...preview, current: (current + documents.length - 1) % documents.length, top: 0 } });
    case 'write':
      return shown?.text == null ? still(ready) : [ready, [{ kind: 'write-document', name: shown.name, text: shown.text }]];
    default:
      return null;
  }
}

export function updateHistory(
  ready: Ready,
  history: Extract<Overlay, { kind: 'history' }>,
  command: Command,
  size: Size,
): Step<Ready> | null {
  const { cursor, events } = history;
  const moved = movedCursor(command, cursor, events.length, innerRows(bodySize(size)));
  if (moved !== null) return still({ ...ready, overlay: { ...history, cursor: moved } });
  if (command === 'close') return still({ ...ready, overlay: null });
  const event = events[cursor];
  if (command !== 'open' || event === undefined) return null;
  const node = ready.explore.index.tree.state.nodes[event.entry]!;
  return still({ ...ready, overlay: null, focus: 'tree', explore: revealInLayer(ready.explore, node, event.layer) });
}

/** An archive is first shown by what it holds, unless the user has gone on meanwhile. */
export function withArchive(viewer: Viewer, archive: ArchiveListing): Viewer {
  return viewer.mode === 'hex' && viewer.top === 0 ? { ...viewer, archive, mode: 'archive' } : { ...viewer, archive };
}

/** How a file is first shown. */
export function firstMode(ready: Ready, viewer: Viewer): Viewer['mode'] {
  if (viewer.file === null || viewer.file.lines !== null) return 'text';
  const { tree } = ready.session;
  return fileKind(tree.layers[viewer.layer]!.columns, tree.rowOf(viewer.entry)) === 'elf' ? 'facts' : 'hex';
}
