import type { Viewer } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import { fileFacts } from './file-facts.ts';
import { type WrappedLines, wrapLines } from './wrap-lines.ts';

/** Columns before the text of a row: numbers, signs, labels, or kind and size of an archive's member. */
export const indents = { diff: 2, facts: 11, archive: 14 } as const;

/** Bytes in a row of hexadecimal, as many as there is room for. */
export function hexBytes(columns: number): number {
  return columns < 76 ? 8 : 16;
}

type Known = { readonly mode: Viewer['mode']; readonly columns: number | null; readonly wrapped: WrappedLines };

/** Of what is shown, as wrapping a large file takes longer than a key may. */
const wrappedLines = new WeakMap<object, Known>();

/**
 * What the viewer shows as rows; null for bytes, and while nothing has been read.
 * @param columns of the pane, between its borders
 */
export function viewerLines(ready: Ready, viewer: Viewer, columns: number): WrappedLines | null {
  const { archive, file, isWrapped, mode } = viewer;
  if (file === null || mode === 'hex') return null;
  const of = mode === 'archive' && archive !== null ? archive : file;
  const room = isWrapped ? Math.max(8, columns - indentOf(viewer)) : null;
  const known = wrappedLines.get(of);
  if (known !== undefined && known.mode === mode && known.columns === room) return known.wrapped;
  const wrapped = wrapLines(textsOf(ready, viewer), room);
  wrappedLines.set(of, { mode, columns: room, wrapped });
  return wrapped;
}

export function indentOf({ file, mode }: Viewer): number {
  switch (mode) {
    case 'text':
      return String(file?.lines?.length ?? 0).length + 2;
    case 'diff':
    case 'facts':
    case 'archive':
      return indents[mode];
    case 'hex':
      return 0;
  }
}

function textsOf({ session }: Ready, { archive, entry, file, mode }: Viewer): readonly string[] {
  switch (mode) {
    case 'text':
      return file?.lines ?? [];
    case 'diff':
      return file?.diff?.map(({ text }) => text) ?? [];
    case 'facts':
      return fileFacts(session, entry).map(([, value]) => value);
    case 'archive':
      return archive?.members.map(({ path }) => path) ?? [];
    case 'hex':
      return [];
  }
}

/** How many rows the viewer has in its mode. */
export function viewerRowCount(ready: Ready, viewer: Viewer, columns: number): number {
  const { file, mode } = viewer;
  if (file === null) return 0;
  if (mode === 'hex') return Math.ceil(file.bytes.length / hexBytes(columns));
  return Math.max(viewerLines(ready, viewer, columns)?.rowCount ?? 0, mode === 'diff' && file.diff === null ? 1 : 0);
}
