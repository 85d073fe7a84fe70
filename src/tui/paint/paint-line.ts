import type { Look } from './look.ts';
import { cutSpans, type Line } from './span.ts';
import { textWidth } from './text-width.ts';
import type { Theme } from './theme.ts';
import type { Tone } from './tone.ts';

const reset = '\u001b[0m';
const reversed = '7';

/** A row of exactly `columns`, with its colours, which end with it. */
export function paintLine({ spans, isSelected, isDimmed }: Line, columns: number, { theme, signs }: Look): string {
  const background = isSelected === true ? theme.selection : isDimmed === true ? theme.dimSelection : '';
  let painted = '';
  let taken = 0;
  for (const { text, tone } of cutSpans(spans, columns, signs.ellipsis)) {
    if (text === '') continue;
    painted += colored(text, join(theme.tones[isSelected === true && isLost(tone, theme) ? 'plain' : tone], background));
    taken += textWidth(text);
  }
  return painted + colored(' '.repeat(Math.max(0, columns - taken)), background);
}

/** Too pale on the colour of the cursor; where that is the colours reversed, each would make a patch of its own. */
function isLost(tone: Tone, { selection }: Theme): boolean {
  return tone === 'faint' || tone === 'border' || tone === 'comment' || (selection === reversed && tone !== 'match');
}

function colored(text: string, parameters: string): string {
  return text === '' || parameters === '' ? text : `\u001b[${parameters}m${text}${reset}`;
}

function join(a: string, b: string): string {
  return a === '' ? b : b === '' ? a : `${a};${b}`;
}
