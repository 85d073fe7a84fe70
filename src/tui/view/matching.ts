import { displayWidth } from '../../report/display-width.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';

/** No more of a line is looked at. */
const maxLineLength = 2_000;

/** Tabs as blanks, everything else that a terminal would obey escaped, and what is searched in a colour of its own. */
export function matching(text: string, search: string, tone: Tone): readonly Span[] {
  const shown = escapeTerminal(untabbed(text.slice(0, maxLineLength)));
  const wanted = escapeTerminal(search).toLowerCase();
  const lower = shown.toLowerCase();
  if (wanted === '' || lower.length !== shown.length) return [span(shown, tone)];
  const spans: Span[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    spans.push(span(shown.slice(from, at), tone), span(shown.slice(at, at + wanted.length), 'match'));
    from = at + wanted.length;
  }
  return [...spans, span(shown.slice(from), tone)];
}

function untabbed(text: string): string {
  if (!text.includes('\t')) return text;
  let columns = 0;
  return text
    .split('\t')
    .map((part, i, parts) => {
      columns += displayWidth(part);
      if (i === parts.length - 1) return part;
      const blanks = 4 - (columns % 4);
      columns += blanks;
      return part + ' '.repeat(blanks);
    })
    .join('');
}
