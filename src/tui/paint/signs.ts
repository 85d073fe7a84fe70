import { asciiSigns, type DrawingSigns, unicodeSigns } from '../../report/drawing-signs.ts';

/** What lines, bars and marks are drawn with. */
export type Signs = DrawingSigns & {
  readonly branch: string;
  readonly lastBranch: string;
  readonly trunk: string;
  readonly gap: string;
  readonly open: string;
  readonly closed: string;
  readonly horizontal: string;
  readonly vertical: string;
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly thumb: string;
  readonly cursor: string;
  readonly up: string;
  readonly down: string;
};

const unicode: Signs = {
  ...unicodeSigns,
  branch: '├ ',
  lastBranch: '└ ',
  trunk: '│ ',
  gap: '  ',
  open: '▾ ',
  closed: '▸ ',
  horizontal: '─',
  vertical: '│',
  topLeft: '╭',
  topRight: '╮',
  bottomLeft: '╰',
  bottomRight: '╯',
  thumb: '┃',
  cursor: '▌',
  up: '▲',
  down: '▼',
};

const ascii: Signs = {
  ...asciiSigns,
  branch: '|-',
  lastBranch: '`-',
  trunk: '| ',
  gap: '  ',
  open: 'v ',
  closed: '> ',
  horizontal: '-',
  vertical: '|',
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  thumb: '#',
  cursor: '_',
  up: '^',
  down: 'v',
};

export function signsFor(isUnicode: boolean): Signs {
  return isUnicode ? unicode : ascii;
}
