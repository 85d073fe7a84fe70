import { type ChangedRange, changedRanges } from './changed-ranges.ts';
import { steadyText } from './steady-text.ts';

export type TextComparison =
  | { readonly status: 'alike' }
  /** What the slim one has at the first place that differs, and what the original has there. */
  | { readonly status: 'differs'; readonly found: string; readonly expected: string }
  /** The original differs too much from itself. */
  | { readonly status: 'unsteady' };

const maxShown = 60;

/**
 * What of a text of the original is another in the slim one, but for places at which the original itself differs from start to start.
 * @param again the same text of further starts of the original, after that of the slim one: so what time changes they have changed too
 */
export function compareTexts(original: string, slim: string, again: readonly string[]): TextComparison {
  const expected = words(original);
  const found = words(slim);
  const changes = changedRanges(expected, found);
  if (changes?.length === 0) return { status: 'alike' };
  const own = again.map((text) => changedRanges(expected, words(text)));
  if (own.some((ranges) => ranges === null)) return { status: 'unsteady' };
  const excused = own.flatMap((ranges) => ranges ?? []);
  const whole: ChangedRange = { from: 0, to: expected.length, otherFrom: 0, otherTo: found.length };
  const change = (changes ?? [whole]).find((one) => !isExcused(one, excused));
  if (change === undefined) return { status: 'alike' };
  return {
    status: 'differs',
    found: excerpt(found.slice(change.otherFrom, change.otherTo)),
    expected: excerpt(expected.slice(change.from, change.to)),
  };
}

/** What belongs together: numbers with their fraction, addresses, names. */
function words(text: string): readonly string[] {
  return steadyText(text).match(/\n|[^\S\n]+|[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*|./gu) ?? [];
}

function isExcused({ from, to }: ChangedRange, excused: readonly ChangedRange[]): boolean {
  if (from === to) return excused.some((own) => own.from <= from && to <= own.to);
  for (let at = from; at < to; at++) if (!excused.some((own) => own.from <= at && at < own.to)) return false;
  return true;
}

function excerpt(found: readonly string[]): string {
  const text = found.slice(0, maxShown).join('').trim();
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
