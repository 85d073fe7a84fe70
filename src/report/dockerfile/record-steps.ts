import type { AssemblyStep } from './assembly-step.ts';
import { wordParts } from './assembly-step.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { pathWord } from './shell-word.ts';

const commands = ['about', 'sums'] as const;

/** Commands that make the records of packages which have a recipe, those of dpkg of a kind at once. */
export function recordSteps(made: readonly DockerfileEntry[]): readonly AssemblyStep[] {
  const ofDpkg = commands.flatMap((command) => {
    const found = made.flatMap(({ recipe, reason }) => (recipe?.command === command ? [{ word: pathWord(recipe.word), reason }] : []));
    return wordParts(found.map(({ word }) => word)).map((part) => ({ reason: found[0]!.reason, words: [command, ...part] }));
  });
  const ofApk = made.flatMap(({ recipe, reason }) =>
    recipe?.command === 'installed' ? [{ reason, words: ['installed', ...[recipe.database, ...recipe.names].map(pathWord)] }] : [],
  );
  return [...ofDpkg, ...ofApk];
}
