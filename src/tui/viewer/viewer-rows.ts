import type { Viewer } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import { fileFacts } from './file-facts.ts';

export const hexColumns = 16;

/** How many rows the viewer has in its mode. */
export function viewerRowCount(ready: Ready, viewer: Viewer): number {
  const { file, mode } = viewer;
  if (file === null) return 0;
  switch (mode) {
    case 'text':
      return file.lines?.length ?? 0;
    case 'hex':
      return Math.ceil(file.bytes.length / hexColumns);
    case 'archive':
      return viewer.archive?.members.length ?? 0;
    case 'diff':
      return file.diff?.length ?? 1;
    case 'facts':
      return fileFacts(ready.session, viewer.entry).length;
  }
}

/** The next line from `start` on with a text in it, whatever its case; null where there is none. */
export function viewerSearch(viewer: Viewer, text: string, start: number, step: 1 | -1): number | null {
  const lines = text === '' ? null : searchedLines(viewer);
  if (lines === null) return null;
  const wanted = text.toLowerCase();
  for (let i = start; i >= 0 && i < lines.length; i += step) if (lines[i]!.toLowerCase().includes(wanted)) return i;
  return null;
}

function searchedLines({ archive, file, mode }: Viewer): readonly string[] | null {
  switch (mode) {
    case 'text':
      return file?.lines ?? null;
    case 'diff':
      return file?.diff?.map(({ text }) => text) ?? null;
    case 'archive':
      return archive?.members.map(({ path }) => path) ?? null;
    case 'hex':
    case 'facts':
      return null;
  }
}
