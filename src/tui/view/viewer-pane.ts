import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Viewer } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import type { ViewedFile } from '../viewer/viewed-file.ts';
import { viewerRowCount } from '../viewer/viewer-rows.ts';
import { archiveNote } from './archive-lines.ts';
import { inputSpans } from './palette-pane.ts';
import { type Pane, paneFrame } from './pane.ts';
import { hexRows, textRows } from './viewer-lines.ts';

/** A file of the image: its text, its bytes, what is known of it, or how it differs from the copy below. */
export function viewerPane(ready: Ready, viewer: Viewer, size: PaneSize, look: Look): Pane {
  const { path, layer, mode, typed } = viewer;
  const columns = size.columns - paneFrame;
  const room = innerRows(size) - (typed === null ? 0 : 1);
  const count = viewerRowCount(ready, viewer, columns);
  // A wider terminal may have fewer rows of it.
  const top = Math.max(0, Math.min(viewer.top, count - 1));
  const lines =
    viewer.error !== null ? [line(span(escapeTerminal(viewer.error), 'bad'))] : contentLines(ready, viewer, top, room, columns, look);
  const padding = Array.from({ length: typed === null ? 0 : Math.max(0, room - lines.length) }, () => line());
  return {
    title: `${escapeTerminal(path)} ${look.signs.dot} layer ${layer}`,
    note: [...statusSpans(viewer), span(mode, 'accent')],
    lines: typed === null ? lines : [...lines, ...padding, line(...inputSpans('/', typed, look))],
    isFocused: true,
    scroll: { top, count },
  };
}

function statusSpans({ archive, file, isFound, left, lower, mode, search }: Viewer): readonly Span[] {
  if (file === null) return [];
  if (!isFound) return [span(`no ${escapeTerminal(search.slice(0, 20))} there `, 'bad')];
  if (mode === 'archive' && archive !== null) return [span(archiveNote(archive), archive.isComplete ? 'faint' : 'waste')];
  return [
    ...(left > 0 ? [span(`from column ${left + 1} `, 'waste')] : []),
    ...(file.isTruncated ? [span(`first ${formatBytes(file.bytes.length)} only `, 'waste')] : []),
    ...(lower === null ? [] : [span(file.isSameBelow === true ? 'same bytes below ' : 'differs below ', 'modified')]),
  ];
}

function contentLines(ready: Ready, viewer: Viewer, top: number, room: number, columns: number, look: Look): readonly Line[] {
  const { archive, file, mode } = viewer;
  if (file === null) return [line(span(`reading${look.signs.ellipsis}`, 'faint'))];
  if (mode === 'hex') return hexRows(viewer, top, room, columns);
  if (mode === 'diff' && file.diff === null) return [line(span(sameText(file), 'faint'))];
  if (mode === 'archive' && (archive === null || archive.members.length === 0)) return [line(span('there is nothing in it', 'faint'))];
  return textRows(ready, viewer, top, room, columns, look);
}

function sameText({ isSameBelow }: ViewedFile): string {
  return isSameBelow === true
    ? 'the copy in the layer below has the same bytes'
    : 'the copy in the layer below has other bytes; one of them is no text';
}
