import { posix } from 'node:path';
import type { Fields } from './field.ts';
import { keepNarrowed } from './keep-narrowed.ts';
import { keepPath } from './keep-path.ts';
import { listedFiles } from './listed-files.ts';
import { openWord } from './open-word.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** What they name is to go, or is only text. */
const careless = new Set(['basename', 'dirname', 'echo', 'expr', 'printf', 'rm', 'rmdir', 'shred', 'unlink']);
/** What they name is written to. */
const writers = new Set(['chgrp', 'chmod', 'chown', 'install', 'mkdir', 'mkfifo', 'setfacl', 'tee', 'touch', 'truncate']);
/** The last of what they name is written to, the rest is read. */
const copiers = new Set(['cp', 'ln', 'mv', 'rsync']);
/** They look at a directory, not at what is in it. */
const lookers = new Set([
  'adduser',
  'chroot',
  'df',
  'du',
  'find',
  'ls',
  'mount',
  'mountpoint',
  'readlink',
  'realpath',
  'stat',
  'su',
  'useradd',
  'usermod',
]);

/** Whether what a program is told of is not what it reads. */
export function isReader(program: string): boolean {
  const name = posix.basename(program);
  return !careless.has(name) && !writers.has(name) && !lookers.has(name);
}

/**
 * The same for words of which a part is not known, where they name some place of the image.
 * @returns whether one of them may name more than is kept
 */
export function keepOpenArguments(context: ShellContext, state: ShellState, [program, ...words]: Fields): boolean {
  if (program === undefined || !isReader(program.text)) return false;
  const read = copiers.has(posix.basename(program.text)) ? words.slice(0, -1) : words;
  const open = read
    .filter(({ text, isKnown }) => !isKnown && !context.written.has(text))
    .map((field) => ({ ...field, text: optionValue(field.text) }))
    .filter(({ text }) => text.includes('/') && openWord(text).kind === 'pattern');
  return open.map((field) => keepNarrowed(context, state, field, 'may be named to a program by')).some(({ isComplete }) => !isComplete);
}

/** `--file=/a` and `A=/a` name `/a`. */
function optionValue(text: string): string {
  return text.startsWith('-') || /^\w+=\//.test(text) ? text.slice(text.indexOf('=') + 1) : text;
}

/** Files and directories of the image that the arguments of a program name are likely read or written by it. */
export function keepArguments(context: ShellContext, state: ShellState, [program, ...words]: Fields): void {
  const name = posix.basename(program?.text ?? '');
  if (careless.has(name)) return;
  if (name === 'find') keepFound(context, state, words);
  const isWhole = !writers.has(name) && !lookers.has(name);
  for (const [at, { text, isKnown }] of words.entries()) {
    if (!isKnown || text === '') continue;
    const path = optionValue(text);
    if (path.startsWith('-')) continue;
    keepPath(context, state, path, 'named to a program by', isWhole);
    const isLast = at === words.length - 1;
    if (path.startsWith('/') && (writers.has(name) || (copiers.has(name) && isLast))) context.findings.write(posix.normalize(path));
  }
}

/** What `find` hands to a program that reads it. */
function keepFound(context: ShellContext, state: ShellState, words: Fields): void {
  const at = words.findIndex(({ text }) => /^-(?:exec|ok)(?:dir)?$/.test(text));
  const program = posix.basename(words[at + 1]?.text ?? '');
  if (at < 0 || careless.has(program) || writers.has(program)) return;
  const found = listedFiles(
    context,
    state,
    words.map(({ text }) => text),
  );
  for (const path of found ?? []) keepPath(context, state, path, 'named to a program by');
}
