import { type TextStyle, textStyle } from '../report/text-style.ts';
import type { Host, Terminal } from './host.ts';

/** Columns of output that goes to a file or a pipe. */
const plainColumns = 100;

/**
 * How text looks on a stream.
 * @param color what the user asked for, if anything
 */
export function styleFor(
  stream: Pick<Terminal, 'isTTY' | 'columns'>,
  color: boolean | undefined,
  { environment }: Pick<Host, 'environment'>,
): TextStyle {
  // A terminal without a size says 0.
  return textStyle(stream.columns || columnsOf(environment), color ?? hasColor(stream, environment), isUnicode(environment));
}

type Environment = Host['environment'];

function columnsOf({ COLUMNS }: Environment): number {
  return /^[1-9]\d{0,3}$/.test(COLUMNS ?? '') ? Number(COLUMNS) : plainColumns;
}

/** As Node itself has it, FORCE_COLOR is the stronger. https://no-color.org https://force-color.org */
export function hasColor({ isTTY }: Pick<Terminal, 'isTTY'>, { FORCE_COLOR, NO_COLOR, TERM }: Environment): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return isTTY === true && TERM !== 'dumb';
}

/** The console of Linux has a font of 256 signs. */
export function isUnicode({ LC_ALL, LC_CTYPE, LANG, TERM, WT_SESSION }: Environment): boolean {
  if (TERM === 'linux' || TERM === 'dumb') return false;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '') ?? '';
  return /utf-?8/i.test(locale) || (WT_SESSION ?? '') !== '';
}
