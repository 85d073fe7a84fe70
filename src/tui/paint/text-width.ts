import { displayWidth } from '../../report/display-width.ts';

/** Printable ASCII, and what lines and bars are drawn with: each sign one column, as nearly everything on a screen is. */
const narrow = /^[ -~·…→─-▟▲▸▼▾]*$/;

/** Columns that text takes in a terminal. It must be escaped already. */
export function textWidth(text: string): number {
  return narrow.test(text) ? text.length : displayWidth(text);
}
