import { escapeTerminal } from '../../report/escape-terminal.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import type { Viewer } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import { fileFacts } from '../viewer/file-facts.ts';
import { hexBytes, indentOf, viewerLines } from '../viewer/viewer-rows.ts';
import { isFirstRow, rowText, type WrappedLines } from '../viewer/wrap-lines.ts';
import { memberEnd, memberStart, memberTone } from './archive-lines.ts';
import { matching } from './matching.ts';

/** What stands before and after the text of a line, and what it is painted in. */
type Frame = { readonly before: Span; readonly tone: Tone; readonly after: readonly Span[] };

/** Rows of text, from `top` on, as many as there is room for. */
export function textRows(ready: Ready, viewer: Viewer, top: number, room: number, columns: number, look: Look): readonly Line[] {
  const wrapped = viewerLines(ready, viewer, columns);
  if (wrapped === null) return [];
  const frameOf = framer(ready, viewer, look);
  const rows: Line[] = [];
  for (let row = top; row < Math.min(wrapped.rowCount, top + room); row++) {
    const { before, tone, after } = frameOf(wrapped.lines[row]!);
    const lead = isFirstRow(wrapped, row) ? before : span(' '.repeat(indentOf(viewer)));
    rows.push(line(lead, ...rowSpans(wrapped, row, viewer, tone), ...(isLastRow(wrapped, row) ? after : [])));
  }
  return rows;
}

function isLastRow({ lines, rowCount }: WrappedLines, row: number): boolean {
  return row === rowCount - 1 || lines[row + 1] !== lines[row];
}

/** What is not wrapped is shown from the column on that the user has gone to. */
function rowSpans(wrapped: WrappedLines, row: number, { isWrapped, left, search }: Viewer, tone: Tone): readonly Span[] {
  const { shown, start, end } = rowText(wrapped, row, left + maxCut);
  const from = isWrapped ? start : Math.min(end, signStart(shown, left));
  return matching(shown, search, tone, from, isWrapped ? end : Math.min(end, from + maxCut));
}

/** Columns; no terminal is so wide. */
const maxCut = 2_000;

/** A sign of two code units is not cut in half. */
function signStart(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at;
}

function framer(ready: Ready, viewer: Viewer, look: Look): (index: number) => Frame {
  const { archive, entry, file, mode } = viewer;
  const columns = indentOf(viewer);
  const facts = mode === 'facts' ? fileFacts(ready.session, entry) : [];
  return (index) => {
    switch (mode) {
      case 'diff': {
        const sign = file?.diff?.[index]?.sign ?? ' ';
        const tone = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'plain';
        return { before: span(`${sign} `, tone), tone, after: [] };
      }
      case 'facts':
        return { before: span((facts[index]?.[0] ?? '').slice(0, columns - 1).padEnd(columns), 'faint'), tone: 'plain', after: [] };
      case 'archive': {
        const member = archive!.members[index]!;
        return { before: memberStart(member), tone: memberTone(member), after: memberEnd(member, look) };
      }
      case 'text':
      case 'hex':
        return { before: span(`${String(index + 1).padStart(columns - 2)}  `, 'faint'), tone: 'plain', after: [] };
    }
  };
}

/** Bytes as hexadecimal and as ASCII. */
export function hexRows({ file, search }: Viewer, top: number, room: number, columns: number): readonly Line[] {
  const lines: Line[] = [];
  const count = hexBytes(columns);
  const bytes = file?.bytes ?? new Uint8Array();
  for (let at = top * count; at < bytes.length && lines.length < room; at += count) {
    const row = bytes.subarray(at, at + count);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'));
    const text = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    const groups = [hex.slice(0, 8), ...(count > 8 ? [hex.slice(8)] : [])];
    lines.push(
      line(
        span(`${at.toString(16).padStart(8, '0')}  `, 'faint'),
        ...groups.flatMap((group) => [
          ...matching(group.join(' '), search, 'plain'),
          span(' '.repeat(25 - Math.max(0, 3 * group.length - 1))),
        ]),
        ...matching(escapeTerminal(text), search, 'string'),
      ),
    );
  }
  return lines;
}
