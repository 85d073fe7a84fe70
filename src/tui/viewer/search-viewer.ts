import type { Viewer } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import { fileFacts } from './file-facts.ts';
import { hexBytes, viewerLines } from './viewer-rows.ts';
import { rowText, type WrappedLines } from './wrap-lines.ts';

/** A row that has what is searched, and the place in its line where that begins. */
export type Hit = { readonly row: number; readonly at: number };

/**
 * The nearest row from `start` on with a text in it, whatever its case; of bytes that are shown also with those that are typed as
 * `7f 45 4c`. null where there is none.
 */
export function searchViewer(ready: Ready, viewer: Viewer, columns: number, text: string, start: number, step: 1 | -1): Hit | null {
  if (text === '' || viewer.file === null) return null;
  if (viewer.mode === 'hex') return searchBytes(viewer.file.bytes, text, start, step, hexBytes(columns));
  const wrapped = viewerLines(ready, viewer, columns);
  const labels = viewer.mode === 'facts' ? fileFacts(ready.session, viewer.entry).map(([label]) => label.toLowerCase()) : [];
  return wrapped === null ? null : searchLines(wrapped, labels, text.toLowerCase(), start, step);
}

/** @param labels by line, what stands before it */
function searchLines(wrapped: WrappedLines, labels: readonly string[], wanted: string, start: number, step: 1 | -1): Hit | null {
  const { lines, long, rowCount, starts, texts } = wrapped;
  if (start < 0 || start >= rowCount) return null;
  const first = lines[start]!;
  for (let line = first; line >= 0 && line < texts.length; line += step) {
    const shown = long.get(line);
    const isLabelled = labels[line]?.includes(wanted) === true && (line !== first || starts[start] === 0);
    if (isLabelled) return { row: rowAt(wrapped, line, 0), at: 0 };
    // Other lines are one row, so that it does not matter where in it the text is.
    if (shown === undefined && !texts[line]!.toLowerCase().includes(wanted)) continue;
    const lower = (shown ?? rowText(wrapped, rowAt(wrapped, line, 0)).shown).toLowerCase();
    const end = line === first ? rowText(wrapped, start).end - 1 : lower.length;
    const at = step === 1 ? lower.indexOf(wanted, line === first ? starts[start] : 0) : lower.lastIndexOf(wanted, end);
    if (at !== -1) return { row: rowAt(wrapped, line, at), at };
    if (shown === undefined) return { row: rowAt(wrapped, line, 0), at: 0 };
  }
  return null;
}

/** The row of a place in a line. */
function rowAt({ lines, rowCount, starts }: WrappedLines, line: number, at: number): number {
  let [low, high] = [0, rowCount];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[middle]! < line || (lines[middle] === line && starts[middle]! <= at)) low = middle;
    else high = middle;
  }
  return low;
}

function searchBytes(bytes: Uint8Array, text: string, start: number, step: 1 | -1, perRow: number): Hit | null {
  const ways = [lowerCase(Buffer.from(text, 'utf8')), ...typedBytes(text)];
  const haystacks = [lowerCase(bytes), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)];
  const found = ways
    .map((wanted, i) => {
      const haystack = haystacks[i]!;
      return step === 1
        ? haystack.indexOf(wanted, Math.max(0, start) * perRow)
        : start < 0
          ? -1
          : haystack.lastIndexOf(wanted, (start + 1) * perRow - 1);
    })
    .filter((at) => at !== -1);
  if (found.length === 0) return null;
  const at = step === 1 ? Math.min(...found) : Math.max(...found);
  return { row: Math.floor(at / perRow), at };
}

function typedBytes(text: string): readonly Buffer[] {
  return /^[0-9a-f]{2}(?: [0-9a-f]{2})*$/i.test(text.trim()) ? [Buffer.from(text.replaceAll(' ', ''), 'hex')] : [];
}

function lowerCase(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)));
}
