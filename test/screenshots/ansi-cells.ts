import { graphemes, graphemeWidth } from '../../src/report/display-width.ts';

export type Style = {
  readonly color: string;
  readonly background: string | null;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
};

/** Text of one style, and the column that it begins in. */
export type Run = { readonly column: number; readonly columns: number; readonly text: string; readonly style: Style };

type Mutable = {
  color: string | null;
  background: string | null;
  isBold: boolean;
  isFaint: boolean;
  isUnderlined: boolean;
  isReversed: boolean;
};

export const foreground = '#d0d0d0';
export const paper = '#16181d';
const sixteen = [
  '#16181d',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#d0d0d0',
  '#5c6370',
  '#ff7b86',
  '#b5e890',
  '#ffd68a',
  '#7cc4ff',
  '#dd94f5',
  '#6fd3e0',
  '#ffffff',
];

/** The runs of each line that tmux captured with its colours. A line begins with those that the one before it ended with. */
export function ansiRuns(lines: readonly string[]): readonly (readonly Run[])[] {
  const style: Mutable = { color: null, background: null, isBold: false, isFaint: false, isUnderlined: false, isReversed: false };
  return lines.map((line) => lineRuns(line, style));
}

function lineRuns(line: string, style: Mutable): readonly Run[] {
  const runs: Run[] = [];
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  for (const [i, part] of line.split(/\u001b\[([\d;]*)m/).entries()) {
    if (i % 2 === 1) apply(style, part.split(';').map(Number));
    else {
      const columns = Array.from(graphemes(part)).reduce((sum, sign) => sum + graphemeWidth(sign), 0);
      if (columns > 0) runs.push({ column, columns, text: part, style: shown(style) });
      column += columns;
    }
  }
  return runs;
}

function apply(style: Mutable, parameters: number[]): void {
  for (let code = parameters.shift(); code !== undefined; code = parameters.shift()) {
    if (code === 0)
      Object.assign(style, { color: null, background: null, isBold: false, isFaint: false, isUnderlined: false, isReversed: false });
    else if (code === 1) style.isBold = true;
    else if (code === 2) style.isFaint = true;
    else if (code === 4) style.isUnderlined = true;
    else if (code === 7) style.isReversed = true;
    else if (code === 39) style.color = null;
    else if (code === 49) style.background = null;
    else if (code === 38 || code === 48) {
      const color = parameters.shift() === 5 ? palette(parameters.shift() ?? 0) : rgb(parameters.splice(0, 3));
      if (code === 38) style.color = color;
      else style.background = color;
    } else if (code >= 30 && code <= 37) style.color = sixteen[code - 30]!;
    else if (code >= 40 && code <= 47) style.background = sixteen[code - 40]!;
    else if (code >= 90 && code <= 97) style.color = sixteen[code - 82]!;
  }
}

function shown({ color, background, isBold, isFaint, isUnderlined, isReversed }: Mutable): Style {
  const [text, behind] = isReversed ? [background ?? paper, color ?? foreground] : [color ?? foreground, background];
  return { color: isFaint ? '#8a8a8a' : text, background: behind, isBold, isUnderlined };
}

function palette(number: number): string {
  if (number < 16) return sixteen[number]!;
  if (number >= 232) return rgb([0, 0, 0].map(() => 8 + 10 * (number - 232)));
  const level = (value: number): number => (value === 0 ? 0 : 55 + 40 * value);
  return rgb([Math.floor((number - 16) / 36), Math.floor((number - 16) / 6) % 6, (number - 16) % 6].map(level));
}

function rgb(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
