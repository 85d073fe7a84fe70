import { asciiSigns, type DrawingSigns, unicodeSigns } from './drawing-signs.ts';
import { type Paint, paintFor } from './paint.ts';

/** How text is laid out for a terminal. */
export type TextStyle = {
  /** Columns, from `minWidth` to `maxWidth`. */
  readonly width: number;
  readonly paint: Paint;
  readonly signs: Signs;
};

/** What the locale can show. */
export type Signs = DrawingSigns & {
  readonly bullet: string;
  readonly branch: string;
  readonly lastBranch: string;
  readonly trunk: string;
  readonly rule: string;
};

export const minWidth = 60;
export const maxWidth = 200;

const unicode: Signs = {
  ...unicodeSigns,
  bullet: '•',
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
  rule: '─',
};

const ascii: Signs = {
  ...asciiSigns,
  bullet: '*',
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  rule: '-',
};

export function textStyle(width: number, isColoured: boolean, isUnicode: boolean): TextStyle {
  return {
    width: Math.min(maxWidth, Math.max(minWidth, Math.floor(width))),
    paint: paintFor(isColoured),
    signs: isUnicode ? unicode : ascii,
  };
}
