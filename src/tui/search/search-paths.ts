import type { Node } from '../../filesystem/image-tree.ts';
import { fuzzyScore } from './fuzzy-score.ts';
import type { PathList } from './path-list.ts';

/** What was found so far; `results` the best first. */
export type Found = { readonly results: readonly Node[]; readonly matchCount: number; readonly isDone: boolean };

export const maxResults = 200;
const maxQueryLength = 100;
const pathsAtOnce = 20_000;

/** Looks through the paths some at a time, and tells after each how far it is, so that whoever waits can do other things. */
export function* searchPaths({ nodes, text, ends }: PathList, query: string): Generator<Found> {
  const letters = Buffer.from(query.toLowerCase().replaceAll(' ', '').slice(0, maxQueryLength), 'utf8');
  const best: { readonly node: Node; readonly score: number }[] = [];
  let matchCount = 0;
  let least = -1;
  for (let i = 0; i < nodes.length; i++) {
    const score = fuzzyScore(letters, text, i === 0 ? 0 : ends[i - 1]!, ends[i]!);
    if (score >= 0) matchCount += 1;
    if (score > least) {
      best.push({ node: nodes[i]!, score });
      if (best.length >= 2 * maxResults) least = keepBest(best);
    }
    if (i % pathsAtOnce === pathsAtOnce - 1) yield { results: sorted(best), matchCount, isDone: false };
  }
  yield { results: sorted(best), matchCount, isDone: true };
}

/** @returns the score that is to be beaten from now on */
function keepBest(best: { readonly node: Node; readonly score: number }[]): number {
  best.sort((a, b) => b.score - a.score || a.node - b.node);
  best.length = maxResults;
  return best[maxResults - 1]!.score;
}

function sorted(best: readonly { readonly node: Node; readonly score: number }[]): readonly Node[] {
  return best
    .toSorted((a, b) => b.score - a.score || a.node - b.node)
    .slice(0, maxResults)
    .map(({ node }) => node);
}
