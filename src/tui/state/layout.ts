import type { Size } from './state.ts';

/** Columns and rows of a pane, its border included. */
export type PaneSize = { readonly columns: number; readonly rows: number };

/** How the panes of the first screen share the room; `details` is null where there is none for it. */
export type ExploreLayout = {
  readonly isStacked: boolean;
  readonly layers: PaneSize;
  readonly details: PaneSize | null;
  readonly tree: PaneSize;
};

/** The screens with a list: beside it, or below it, what the cursor is on. */
export type ListLayout = { readonly isStacked: boolean; readonly list: PaneSize; readonly details: PaneSize | null };

/** Smaller terminals are drawn as if they were so large, and cut off. */
export const leastSize: Size = { columns: 40, rows: 10 };

const sideBySideColumns = 100;
const leastDetailsRows = 30;
/** Of the header and the footer. */
const frameRows = 2;

export function bodySize({ columns, rows }: Size): PaneSize {
  return { columns, rows: Math.max(1, rows - frameRows) };
}

export function exploreLayout(size: Size, layerCount: number): ExploreLayout {
  const body = bodySize(size);
  if (size.columns < sideBySideColumns) return stacked(body, layerCount);
  const left = Math.min(100, Math.max(46, Math.floor(size.columns * 0.38)));
  const layerRows = Math.min(layerCount + 3, Math.max(6, Math.floor(body.rows * 0.5)));
  return {
    isStacked: false,
    layers: { columns: left, rows: layerRows },
    details: { columns: left, rows: body.rows - layerRows },
    tree: { columns: body.columns - left, rows: body.rows },
  };
}

function stacked({ columns, rows }: PaneSize, layerCount: number): ExploreLayout {
  const layerRows = Math.min(layerCount + 3, Math.max(5, Math.floor(rows * 0.3)));
  const detailsRows = rows < leastDetailsRows ? 0 : Math.min(12, Math.floor(rows * 0.25));
  return {
    isStacked: true,
    layers: { columns, rows: layerRows },
    details: detailsRows === 0 ? null : { columns, rows: detailsRows },
    tree: { columns, rows: rows - layerRows - detailsRows },
  };
}

export function listLayout(size: Size): ListLayout {
  const body = bodySize(size);
  if (size.columns >= 120) {
    const list = Math.floor(body.columns * 0.58);
    return {
      isStacked: false,
      list: { columns: list, rows: body.rows },
      details: { columns: body.columns - list, rows: body.rows },
    };
  }
  const detailsRows = body.rows < 12 ? 0 : Math.max(6, Math.floor(body.rows * 0.35));
  return {
    isStacked: true,
    list: { columns: body.columns, rows: body.rows - detailsRows },
    details: detailsRows === 0 ? null : { columns: body.columns, rows: detailsRows },
  };
}

/** Rows between the borders; with the line of headings, if any, taken off. */
export function innerRows({ rows }: PaneSize, headings = 0): number {
  return Math.max(1, rows - 2 - headings);
}

/** The first row to show, so that the cursor is seen, and no row is left empty that need not be. */
export function scrolled(top: number, cursor: number, shown: number, count: number): number {
  const near = Math.max(cursor - shown + 1, Math.min(top, cursor));
  return Math.max(0, Math.min(near, count - shown));
}
