import { keyContext } from '../state/key-context.ts';
import { bodySize, type PaneSize } from '../state/layout.ts';
import { paletteItems } from '../state/palette.ts';
import type { Ready, State } from '../state/state.ts';
import { helpLines, helpPane } from './help-pane.ts';
import { historyPane } from './history-pane.ts';
import { palettePane } from './palette-pane.ts';
import type { Pane } from './pane.ts';
import { previewPane } from './preview-pane.ts';
import { searchPane } from './search-pane.ts';
import { viewerPane } from './viewer-pane.ts';

/** A pane over the screen; `left` and `top` are counted from the upper left of what is between header and footer. */
export type PlacedPane = { readonly pane: Pane; readonly size: PaneSize; readonly left: number; readonly top: number };

/** What lies over the screen; null where nothing does, or only the footer has changed. */
export function overlayPane(state: State, ready: Ready): PlacedPane | null {
  const { look } = state;
  const { overlay } = ready;
  const body = bodySize(state.size);
  switch (overlay?.kind) {
    case undefined:
    case 'filter':
      return null;
    case 'viewer':
      return { pane: viewerPane(ready, overlay, body, look), size: body, left: 0, top: 0 };
    case 'preview':
      return { pane: previewPane(ready, overlay, body, look), size: body, left: 0, top: 0 };
    case 'search': {
      const size = { columns: Math.min(body.columns, 130), rows: Math.max(5, Math.min(body.rows, Math.floor(body.rows * 0.8))) };
      return { ...centred(body, size), pane: searchPane(ready, overlay, size, look) };
    }
    case 'palette': {
      const items = paletteItems(ready, state.keys, overlay.text);
      const size = { columns: Math.min(body.columns, 86), rows: Math.min(body.rows, 16) };
      return { ...centred(body, size), pane: palettePane(overlay.text, overlay.cursor, items, size, look) };
    }
    case 'history': {
      const size = { columns: Math.min(body.columns, 130), rows: Math.min(body.rows, Math.max(8, overlay.events.length + 3)) };
      return { ...centred(body, size), pane: historyPane(ready, overlay, size) };
    }
    case 'help': {
      const context = keyContext({ ...ready, overlay: null }) ?? 'everywhere';
      const size = { columns: Math.min(body.columns, 84), rows: Math.min(body.rows, helpLines(context, state.keys).length + 2) };
      return { ...centred(body, size), pane: helpPane(context, state.keys, overlay.top, size) };
    }
  }
}

function centred(body: PaneSize, size: PaneSize): Omit<PlacedPane, 'pane'> {
  return { size, left: Math.floor((body.columns - size.columns) / 2), top: Math.floor((body.rows - size.rows) / 3) };
}
