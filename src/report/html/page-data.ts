/**
 * All that a page shows, embedded as JSON. Text in it is escaped as for a terminal, so that nothing hides or reorders what stands
 * beside it; the page puts it into text nodes only.
 */
export type PageData = {
  readonly tree: PageTree;
  readonly modes: readonly ColourMode[];
  readonly layers: readonly PageLayer[];
  readonly tables: readonly PageTable[];
  readonly texts: readonly PageText[];
};

/** Columns by node; parents come before their children, the root first. */
export type PageTree = {
  readonly names: readonly string[];
  /** -1 for the root. */
  readonly parents: readonly number[];
  readonly bytes: readonly number[];
  /** Files at and below it. */
  readonly counts: readonly number[];
  readonly kinds: readonly NodeKind[];
  /** By mode: index into its legend; of what holds several the one with the most bytes. */
  readonly categories: readonly (readonly number[])[];
};

/** `rest`: the files of a directory that are too small to be shown one by one. */
export type NodeKind = 'directory' | 'file' | 'rest';

/** One way to colour the map. */
export type ColourMode = { readonly id: string; readonly label: string; readonly legend: readonly LegendEntry[] };

/** Hue in degrees of OKLCH; null for grey. */
export type LegendEntry = { readonly label: string; readonly hue: number | null };

export type PageLayer = {
  readonly index: number;
  readonly sizeBytes: number;
  readonly reclaimableBytes: number;
  readonly entryCount: number;
  readonly created: string;
  readonly instruction: string;
  /** What there is to say of it, as in `shared` or `base`. */
  readonly note: string;
};

export type ColumnKind = 'text' | 'code' | 'bytes' | 'count' | 'severity';

export type PageTable = {
  readonly id: string;
  readonly title: string;
  /** Below the title; '' for nothing. */
  readonly note: string;
  readonly columns: readonly { readonly label: string; readonly kind: ColumnKind }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

export type PageText = { readonly title: string; readonly text: string };
