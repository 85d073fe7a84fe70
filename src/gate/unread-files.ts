import type { Outcome } from '../model/report.ts';
import { coverageOf, isAbout } from './coverage.ts';
import type { GateInput } from './gate-input.ts';

export type UnreadFile = Outcome['unreadable'][number];

export const unreadRemedy = 'make it readable, leave it out of the image, or allow its path among the exceptions';

const maxNamed = 10;

/** What an analyzer should have looked at and could not, but for what an exception allows. */
export function unreadFiles({ analyzer, unreadable }: Outcome, input: GateInput): readonly UnreadFile[] {
  const about = input.exceptions.filter((exception) => input.today <= exception.expires && isAbout(exception, analyzer));
  const coverages = about.map((exception) => coverageOf(exception, input));
  return unreadable.filter(({ path }) => !coverages.some(({ covers }) => covers({ path, layer: null })));
}

/** `/a: it is truncated; /b: it is no JSON`. */
export function unreadText(files: readonly UnreadFile[]): string {
  const named = files.slice(0, maxNamed).map(({ path, reason }) => `${path}: ${reason}`);
  const rest = files.length - named.length;
  return `${named.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`;
}
