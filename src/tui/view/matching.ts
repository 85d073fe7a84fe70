import { escapeTerminal } from '../../report/escape-terminal.ts';
import { type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';

/**
 * A part of a line, with what is searched in a colour of its own, also where it begins before the part or ends after it.
 * @param shown the line, escaped already
 */
export function matching(shown: string, search: string, tone: Tone, start = 0, end = shown.length): readonly Span[] {
  const wanted = escapeTerminal(search).toLowerCase();
  const from = Math.max(0, start - wanted.length);
  const part = shown.slice(from, end + wanted.length);
  const lower = part.toLowerCase();
  if (wanted === '' || lower.length !== part.length) return [span(shown.slice(start, end), tone)];
  const spans: Span[] = [];
  let done = start;
  const add = (to: number, as: Tone): void => {
    const until = Math.min(end, to);
    if (until > done) spans.push(span(shown.slice(done, until), as));
    done = Math.max(done, until);
  };
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length)) {
    add(from + at, tone);
    add(from + at + wanted.length, 'match');
  }
  add(end, tone);
  return spans;
}
