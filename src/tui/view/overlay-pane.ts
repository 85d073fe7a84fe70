import { keyContext } from '../state/key-context.ts';
import { bodySize, type PaneSize } from '../state/layout.ts';
import type { FilterPrompt, Overlay } from '../state/overlay.ts';
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

/** What lies over the screen, the lowest first; a filter is typed in the footer and covers nothing. */
export function overlayPanes(state: State, ready: Ready): readonly PlacedPane[] {
  const { overlay } = ready;
  if (overlay === null || overlay.kind === 'filter') return [];
  const isOverAnother = (overlay.kind === 'help' || overlay.kind === 'palette') && overlay.under !== null;
  const below = isOverAnother ? overlayPanes(state, { ...ready, overlay: overlay.under }) : [];
  return [...below, overlayPane(state, ready, overlay)];
}

function overlayPane(state: State, ready: Ready, overlay: Exclude<Overlay, FilterPrompt>): PlacedPane {
  const { look } = state;
  const body = bodySize(state.size);
  switch (overlay.kind) {
    case 'viewer':
      return { pane: viewerPane(ready, overlay, body, look), size: body, left: 0, top: 0 };
    case 'preview':
      return { pane: previewPane(ready, overlay, body, look), size: body, left: 0, top: 0 };
    case 'search': {
      const size = { columns: Math.min(body.columns, 130), rows: Math.max(5, Math.min(body.rows, Math.floor(body.rows * 0.8))) };
      return { ...centred(body, size), pane: searchPane(ready, overlay, size, look) };
    }
    case 'palette': {
      const items = paletteItems(ready, state.keys, overlay);
      const size = { columns: Math.min(body.columns, 86), rows: Math.min(body.rows, 16) };
      return { ...centred(body, size), pane: palettePane(overlay.text, overlay.cursor, items, size, look) };
    }
    case 'history': {
      const size = { columns: Math.min(body.columns, 130), rows: Math.min(body.rows, Math.max(8, overlay.events.length + 3)) };
      return { ...centred(body, size), pane: historyPane(ready, overlay, size) };
    }
    case 'help': {
      const context = keyContext({ ...ready, overlay: overlay.under }) ?? 'everywhere';
      const size = { columns: Math.min(body.columns, 84), rows: Math.min(body.rows, helpLines(context, state.keys).length + 2) };
      return { ...centred(body, size), pane: helpPane(context, state.keys, overlay.top, size) };
    }
  }
}

function centred(body: PaneSize, size: PaneSize): Omit<PlacedPane, 'pane'> {
  return { size, left: Math.floor((body.columns - size.columns) / 2), top: Math.floor((body.rows - size.rows) / 3) };
}
