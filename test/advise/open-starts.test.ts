import { describe, expect, it } from 'vitest';
import { OpenStarts } from '../../src/advise/open-starts.ts';
import type { Confidence } from '../../src/model/plan.ts';
import { invocationOf } from './shell/scene.ts';

const start = (name: string, confidence: Confidence) => invocationOf([name], { confidence });

/** Names and confidences, in the order in which they are given out. */
function rest(starts: OpenStarts): readonly string[] {
  const found: string[] = [];
  for (let next = starts.nextSure() ?? starts.nextGuess(); next !== null; next = starts.nextSure() ?? starts.nextGuess())
    found.push(`${next.argv[0]} ${next.confidence}`);
  return found;
}

describe('starts that are open', () => {
  it('are given out in their order, guesses last', () => {
    const starts = new OpenStarts();
    for (const one of [start('a', 'guessed'), start('b', 'likely'), start('c', 'certain')]) starts.add(one);
    expect([starts.count, rest(starts), starts.count]).toEqual([3, ['b likely', 'c certain', 'a guessed'], 3]);
  });

  it('are sure as soon as one finds them that is', () => {
    const starts = new OpenStarts();
    starts.add(start('a', 'guessed'));
    starts.add(start('b', 'guessed'));
    expect([starts.makeSure(start('a', 'guessed')), starts.makeSure(start('a', 'likely')), starts.makeSure(start('c', 'likely'))]).toEqual([
      false,
      true,
      false,
    ]);
    expect([starts.count, rest(starts)]).toEqual([2, ['a likely', 'b guessed']]);
  });

  it('are known for ever, but a guess only as one', () => {
    const starts = new OpenStarts();
    starts.add(start('a', 'guessed'));
    expect([starts.knows(start('a', 'guessed')), starts.knows(start('a', 'likely'))]).toEqual([true, false]);
    starts.nextGuess();
    expect([starts.knows(start('a', 'guessed')), starts.knows(start('a', 'likely'))]).toEqual([true, true]);
  });
});
