import { fileKind } from '../../model/layer-index.ts';
import type { Command } from '../keys/command.ts';
import type { ArchiveListing } from '../session.ts';
import { paneFrame } from '../view/pane.ts';
import { type Hit, searchViewer } from '../viewer/search-viewer.ts';
import type { ViewerMode } from '../viewer/viewed-file.ts';
import { viewerLines, viewerRowCount } from '../viewer/viewer-rows.ts';
import { rowOfLine } from '../viewer/wrap-lines.ts';
import { editedText } from './edit-text.ts';
import { bodySize, innerRows } from './layout.ts';
import type { Viewer } from './overlay.ts';
import { scrolledBy } from './scrolled-by.ts';
import type { Ready, Size } from './state.ts';
import { type Step, still } from './step.ts';

export function updateViewer(ready: Ready, viewer: Viewer, command: Command, size: Size): Step<Ready> | null {
  const columns = size.columns - paneFrame;
  const next = (changed: Viewer): Step<Ready> => still({ ...ready, overlay: changed });
  const moved = scrolledBy(command, viewer.top, viewerRowCount(ready, viewer, columns), innerRows(bodySize(size)));
  if (moved !== null) return next({ ...viewer, top: moved });
  switch (command) {
    case 'close':
      return still({ ...ready, overlay: null });
    case 'viewer-text':
    case 'viewer-hex':
    case 'viewer-facts':
    case 'viewer-archive':
    case 'viewer-diff':
      return next(inMode(viewer, modes[command]));
    case 'wrap':
      return next(rewrapped(ready, viewer, columns));
    case 'scroll-left':
    case 'scroll-right':
      return next(sideways(viewer, (command === 'scroll-left' ? -1 : 1) * Math.max(8, Math.floor(columns / 2))));
    case 'search':
      return next({ ...viewer, typed: '' });
    case 'next-match':
      return next(searched(ready, viewer, viewer.search, viewer.top + 1, 1, columns));
    case 'previous-match':
      return next(searched(ready, viewer, viewer.search, viewer.top - 1, -1, columns));
    case 'extract':
      return [ready, [{ kind: 'extract', path: viewer.path, layer: viewer.layer }]];
    default:
      return null;
  }
}

const modes = {
  'viewer-text': 'text',
  'viewer-hex': 'hex',
  'viewer-facts': 'facts',
  'viewer-archive': 'archive',
  'viewer-diff': 'diff',
} as const satisfies Partial<Record<Command, ViewerMode>>;

/** A mode that the file has nothing for is not entered. */
function inMode(viewer: Viewer, mode: ViewerMode): Viewer {
  const { archive, file, lower } = viewer;
  const hasNone =
    (mode === 'text' && file?.lines == null) || (mode === 'archive' && archive === null) || (mode === 'diff' && lower === null);
  return hasNone ? viewer : { ...viewer, mode, top: 0, left: 0, isFound: true };
}

/** The line that is uppermost stays. */
function rewrapped(ready: Ready, viewer: Viewer, columns: number): Viewer {
  const changed = { ...viewer, isWrapped: !viewer.isWrapped, left: 0 };
  const line = viewerLines(ready, viewer, columns)?.lines[viewer.top] ?? null;
  const after = viewerLines(ready, changed, columns);
  return line === null || after === null ? changed : { ...changed, top: rowOfLine(after, line) };
}

function sideways(viewer: Viewer, by: number): Viewer {
  return viewer.isWrapped || viewer.mode === 'hex' ? viewer : { ...viewer, left: Math.max(0, viewer.left + by) };
}

/** At the next match, which is seen; where there is none that is said. */
function searched(ready: Ready, viewer: Viewer, search: string, start: number, step: 1 | -1, columns: number): Viewer {
  if (search === '') return { ...viewer, search, isFound: true };
  const hit = searchViewer(ready, viewer, columns, search, start, step);
  if (hit === null) return { ...viewer, search, isFound: searchViewer(ready, viewer, columns, search, 0, 1) !== null };
  return { ...viewer, search, isFound: true, top: hit.row, left: shownFrom(viewer, hit, search, columns) };
}

function shownFrom({ isWrapped, left, mode }: Viewer, { at }: Hit, search: string, columns: number): number {
  if (isWrapped || mode === 'hex') return 0;
  const isSeen = at >= left && at + search.length < left + columns - 16;
  return isSeen ? left : Math.max(0, at - Math.floor(columns / 3));
}

export function updateViewerSearch(ready: Ready, viewer: Viewer, key: string, size: Size): Step<Ready> {
  const typed = viewer.typed ?? '';
  if (key === 'esc') return still({ ...ready, overlay: { ...viewer, typed: null, search: '', isFound: true } });
  if (key === 'enter') return still({ ...ready, overlay: { ...viewer, typed: null, search: typed } });
  const text = editedText(typed, key);
  if (text === null) return still(ready);
  return still({ ...ready, overlay: { ...searched(ready, viewer, text, viewer.top, 1, size.columns - paneFrame), typed: text } });
}

/** An archive is first shown by what it holds, unless the user has gone on meanwhile. */
export function withArchive(viewer: Viewer, archive: ArchiveListing): Viewer {
  return viewer.mode === 'hex' && viewer.top === 0 ? { ...viewer, archive, mode: 'archive' } : { ...viewer, archive };
}

/** How a file is first shown. */
export function firstMode(ready: Ready, viewer: Viewer): ViewerMode {
  if (viewer.file === null || viewer.file.lines !== null) return 'text';
  const { tree } = ready.session;
  return fileKind(tree.layers[tree.layerOf(viewer.entry)]!.columns, tree.rowOf(viewer.entry)) === 'elf' ? 'facts' : 'hex';
}
