import type { AssemblyStep } from './assembly-step.ts';
import { wordParts } from './assembly-step.ts';
import { copySteps } from './copy-steps.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { enclosing } from './enclosing.ts';
import { makeSteps } from './make-steps.ts';
import { ownSteps } from './own-steps.ts';
import { reasonGroups } from './reason-groups.ts';
import { recordFunctions } from './record-functions.ts';
import { recordSteps } from './record-steps.ts';
import { parentOf, pathWord } from './shell-word.ts';

/**
 * Shell functions for `assembleScript`: `keep DIRECTORY NAME...` copies names of a directory as they are, `pick DIRECTORY PATH...` what
 * lies deeper, `drop` takes some away again, `write FILE LINE...` makes a file, and those of `recordFunctions`. They ask for nothing but a
 * POSIX shell, and `cp -a` of coreutils or busybox.
 */
export function assemblyFunctions(stage: string): readonly string[] {
  return [
    `keep() { at=$1 && shift && mkdir -p "${stage}$at" && cd "$at" && cp -a "$@" "${stage}$at/"; }`,
    `pick() { at=$1 && shift && for name; do to="${stage}$at/$name" && mkdir -p "\${to%/*}" && cp -a "$at/$name" "\${to%/*}/" || return 1; done; }`,
    `drop() { at=$1 && shift && cd "${stage}$at" && rm -rf "$@"; }`,
    `write() { at=$1 && shift && printf '%b\\n' "$@" >> "${stage}$at"; }`,
    ...recordFunctions(stage),
  ];
}

/**
 * Commands that put together a tree below `stage`, of what the image has and what is made: links, modes, owners, attributes and empty
 * directories as they are.
 */
export function assembleScript(entries: readonly DockerfileEntry[], stage: string): readonly AssemblyStep[] {
  const outer = enclosing(entries);
  const loose = entries.filter(({ path }) => outer(path) === null);
  const isBare = ({ path, kind, left }: DockerfileEntry): boolean => path !== '/' && kind === 'directory' && left === null;
  const made = loose.filter(({ made, kind }) => made !== null && kind !== 'directory');
  const links = entries.filter(
    ({ path, kind, linkTarget }) => kind === 'hardlink' && (outer(path) === null || outer(path) !== outer(linkTarget ?? '')),
  );
  const copies = reasonGroups(entries.filter(({ kind, path }) => kind !== 'hardlink' || outer(path) !== null));
  return [
    ...directorySteps(loose.filter(isBare), new Set(copies.flatMap(({ copied }) => copied.map(({ path }) => parentOf(path)))), stage),
    ...copies.flatMap(({ reason, copied }) => copySteps(copied, reason)),
    ...made.flatMap((entry) => (entry.recipe === undefined ? makeSteps(entry, stage) : [])),
    ...links.map(({ path, linkTarget }) => ({
      reason: 'further names of files that are there',
      words: ['ln', '-f', pathWord(`${stage}${linkTarget ?? ''}`), pathWord(`${stage}${path}`)],
    })),
    // Once all is there that they ask for.
    ...recordSteps(made),
    // Last, and the deepest first, as some of them cannot be written to.
    ...ownSteps([...loose.filter((entry) => isBare(entry) || entry.path === '/'), ...made].toReversed(), stage),
  ];
}

/**
 * Those that hold no other; the ones above come with them.
 * @param kept directories that `keep` makes
 */
function directorySteps(bare: readonly DockerfileEntry[], kept: ReadonlySet<string>, stage: string): readonly AssemblyStep[] {
  const parents = new Set(bare.map(({ path }) => parentOf(path)));
  const words = bare.filter(({ path }) => !parents.has(path) && !kept.has(path)).map(({ path }) => pathWord(`${stage}${path}`));
  const reason = 'directories that are empty, or in which something is made';
  return wordParts(words).map((part) => ({ reason, words: ['mkdir', '-p', ...part] }));
}
