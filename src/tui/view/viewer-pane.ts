import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Viewer } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import type { DiffLine } from '../viewer/diff-lines.ts';
import { fileFacts } from '../viewer/file-facts.ts';
import type { ViewedFile } from '../viewer/viewed-file.ts';
import { hexColumns, viewerRowCount } from '../viewer/viewer-rows.ts';
import { archiveLines, archiveNote } from './archive-lines.ts';
import { field } from './details-pane.ts';
import { matching } from './matching.ts';
import { inputSpans } from './palette-pane.ts';
import { type Pane, paneFrame } from './pane.ts';

/** A file of the image: its text, its bytes, what is known of it, or how it differs from the copy below. */
export function viewerPane(ready: Ready, viewer: Viewer, size: PaneSize, look: Look): Pane {
  const { path, layer, mode, top, typed } = viewer;
  const room = innerRows(size) - (typed === null ? 0 : 1);
  const lines =
    viewer.error !== null
      ? [line(span(escapeTerminal(viewer.error), 'bad'))]
      : contentLines(ready, viewer, room, size.columns - paneFrame, look);
  const padding = Array.from({ length: typed === null ? 0 : Math.max(0, room - lines.length) }, () => line());
  return {
    title: `${escapeTerminal(path)} ${look.signs.dot} layer ${layer}`,
    note: [...statusSpans(viewer), span(mode, 'accent')],
    lines: typed === null ? lines : [...lines, ...padding, line(...inputSpans('/', typed, look))],
    isFocused: true,
    scroll: { top, count: viewerRowCount(ready, viewer) },
  };
}

function statusSpans({ archive, file, lower, mode }: Viewer): readonly Span[] {
  if (file === null) return [];
  if (mode === 'archive' && archive !== null) return [span(archiveNote(archive), archive.isComplete ? 'faint' : 'waste')];
  return [
    ...(file.isTruncated ? [span(`first ${formatBytes(file.bytes.length)} only `, 'waste')] : []),
    ...(lower === null ? [] : [span(file.isSameBelow === true ? 'same bytes below ' : 'differs below ', 'modified')]),
  ];
}

function contentLines(ready: Ready, viewer: Viewer, room: number, width: number, look: Look): readonly Line[] {
  const { file, mode, top, search } = viewer;
  if (mode === 'facts') return factLines(ready, viewer, width, look).slice(top, top + room);
  if (file === null) return [line(span(`reading${look.signs.ellipsis}`, 'faint'))];
  switch (mode) {
    case 'text':
      return textLines(file.lines ?? [], top, room, search);
    case 'hex':
      return hexLines(file, top, room);
    case 'archive':
      return archiveLines(viewer, room, look);
    case 'diff':
      return file.diff === null
        ? [line(span(sameText(file), 'faint'))]
        : file.diff.slice(top, top + room).map((changed) => diffLine(changed, search));
  }
}

function sameText({ isSameBelow }: ViewedFile): string {
  return isSameBelow === true
    ? 'the copy in the layer below has the same bytes'
    : 'the copy in the layer below has other bytes; one of them is no text';
}

function factLines({ session }: Ready, { entry }: Viewer, width: number, look: Look): readonly Line[] {
  return fileFacts(session, entry).map(([label, value]) => field(label, value, width, look));
}

function textLines(lines: readonly string[], top: number, room: number, search: string): readonly Line[] {
  const digits = String(lines.length).length;
  return lines
    .slice(top, top + room)
    .map((text, i) => line(span(`${String(top + i + 1).padStart(digits)}  `, 'faint'), ...matching(text, search, 'plain')));
}

function diffLine({ sign, text }: DiffLine, search: string): Line {
  const tone = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'plain';
  return line(span(`${sign} `, tone), ...matching(text, search, tone));
}

function hexLines({ bytes }: ViewedFile, top: number, room: number): readonly Line[] {
  const lines: Line[] = [];
  for (let at = top * hexColumns; at < bytes.length && lines.length < room; at += hexColumns) {
    const row = bytes.subarray(at, at + hexColumns);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'));
    const text = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(
      line(
        span(`${at.toString(16).padStart(8, '0')}  `, 'faint'),
        span(`${hex.slice(0, 8).join(' ').padEnd(23)}  `),
        span(`${hex.slice(8).join(' ').padEnd(23)}  `),
        span(text, 'string'),
      ),
    );
  }
  return lines;
}
