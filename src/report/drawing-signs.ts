/** What all text is drawn with, whatever else a place needs. */
export type DrawingSigns = {
  /** A bar's cells by eighths, the full one last. */
  readonly cells: readonly string[];
  readonly wasteCell: string;
  readonly emptyCell: string;
  readonly ellipsis: string;
  readonly dot: string;
  readonly arrow: string;
};

export const unicodeSigns: DrawingSigns = {
  cells: ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  wasteCell: '░',
  emptyCell: ' ',
  ellipsis: '…',
  dot: '·',
  arrow: '→',
};

export const asciiSigns: DrawingSigns = {
  cells: ['', '', '', '', '=', '=', '=', '=', '='],
  wasteCell: '!',
  emptyCell: ' ',
  ellipsis: '...',
  dot: '-',
  arrow: '->',
};
