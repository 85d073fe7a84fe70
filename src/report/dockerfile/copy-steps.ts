import type { AssemblyStep } from './assembly-step.ts';
import { wordParts } from './assembly-step.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { parentOf, pathWord } from './shell-word.ts';

/** So few names of a directory share a command with those of directories nearby. */
const fewNames = 4;
/** How many such directories make a command that is worth it. */
const manyDirectories = 3;

/** Commands that copy what is there for one reason: one for each directory, or for several of which little is kept. */
export function copySteps(copied: readonly DockerfileEntry[], reason: string): readonly AssemblyStep[] {
  const directories = groupBy(copied, ({ path }) => parentOf(path));
  const anchorOf = anchors([...directories].flatMap(([directory, { length }]) => (length <= fewNames ? [directory] : [])));
  const commands = groupBy([...directories], ([directory]) => anchorOf(directory) ?? directory);
  return [...commands].flatMap(([directory, members]) => {
    const entries = members.flatMap(([, own]) => own);
    const isDeep = members.some(([own]) => own !== directory);
    return [
      ...listSteps(
        isDeep ? 'pick' : 'keep',
        directory,
        entries.map(({ path }) => path),
        reason,
      ),
      ...entries.flatMap(({ path, left }) => listSteps('drop', path, left ?? [], reason)),
    ];
  });
}

/** The nearest directory with enough of them at or below it, where there is one below the root. */
function anchors(directories: readonly string[]): (directory: string) => string | null {
  const counts = new Map<string, number>();
  for (const directory of directories) for (const at of upwards(directory)) counts.set(at, (counts.get(at) ?? 0) + 1);
  const few = new Set(directories);
  return (directory) => (few.has(directory) ? (upwards(directory).find((at) => counts.get(at)! >= manyDirectories) ?? null) : null);
}

/** `/a/b` → `/a/b`, `/a`. */
function upwards(directory: string): readonly string[] {
  const found: string[] = [];
  for (let at = directory; at !== '/'; at = parentOf(at)) found.push(at);
  return found;
}

/** @param paths below the directory */
function listSteps(command: string, directory: string, paths: readonly string[], reason: string): readonly AssemblyStep[] {
  const from = directory === '/' ? 1 : directory.length + 1;
  const names = paths.map((path) => path.slice(from)).map((name) => pathWord(name.startsWith('-') ? `./${name}` : name));
  return wordParts(names).map((part) => ({ reason, words: [command, pathWord(directory), ...part] }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}
