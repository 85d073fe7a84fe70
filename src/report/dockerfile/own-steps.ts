import type { AssemblyStep } from './assembly-step.ts';
import { wordParts } from './assembly-step.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { pathWord } from './shell-word.ts';

const reason = 'owners and modes of what was made';

/** Commands that give what was made to whom it belongs. The owner first: giving a file away takes its setuid bit. */
export function ownSteps(entries: readonly DockerfileEntry[], stage: string): readonly AssemblyStep[] {
  const files = entries.filter(({ kind }) => kind !== 'symlink');
  const owners = groupPaths(files, ({ uid, gid }) => (uid === 0 && gid === 0 ? null : `${uid}:${gid}`));
  const modes = groupPaths(files, ({ kind, mode }) =>
    mode === (kind === 'directory' ? 0o755 : 0o644) ? null : mode.toString(8).padStart(4, '0'),
  );
  return [...commands('chown', owners, stage), ...commands('chmod', modes, stage)];
}

/** Paths by what they get, in their order; those that get nothing are as they should be. */
function groupPaths(
  entries: readonly DockerfileEntry[],
  wanted: (entry: DockerfileEntry) => string | null,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const entry of entries) {
    const value = wanted(entry);
    if (value === null) continue;
    const known = groups.get(value);
    if (known === undefined) groups.set(value, [entry.path]);
    else known.push(entry.path);
  }
  return groups;
}

function commands(command: string, groups: ReadonlyMap<string, readonly string[]>, stage: string): readonly AssemblyStep[] {
  return [...groups].flatMap(([value, paths]) =>
    wordParts(paths.map((path) => pathWord(path === '/' ? stage : `${stage}${path}`))).map((part) => ({
      reason,
      words: [command, value, ...part],
    })),
  );
}
