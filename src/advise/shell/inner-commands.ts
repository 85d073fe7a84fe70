import { posix } from 'node:path';
import { wrappedCommand } from '../../program/wrapped-command.ts';
import { type Fields, known } from './field.ts';
import {
  commandText,
  isUserOption,
  startedAsDaemon,
  startedByAwk,
  startedBySocat,
  startedByWatch,
  startedForUser,
  startedLocked,
} from './text-commands.ts';

/** Options that take the next word, and words between the options and the command. */
type Shape = { readonly valued: readonly string[]; readonly operands: number };

const flockShape: Shape = { valued: ['-w', '--wait', '--timeout', '-E', '--conflict-exit-code'], operands: 1 };
/** The loader as a program. https://man7.org/linux/man-pages/man8/ld.so.8.html */
const loaderShape: Shape = {
  valued: ['--argv0', '--audit', '--glibc-hwcaps-mask', '--glibc-hwcaps-prepend', '--inhibit-rpath', '--library-path', '--preload'],
  operands: 0,
};
const userShape: Shape = { valued: ['-u', '-g', '-G', '-s', '--user', '--group', '--supp-group', '--shell', '-w', '-T'], operands: 0 };

type Find = (words: Fields) => readonly Fields[];

export const xargsShape: Shape = {
  valued: ['-a', '-d', '-E', '-I', '-J', '-L', '-n', '-P', '-s', '--arg-file', '--delimiter', '--max-args', '--max-lines', '--max-procs'],
  operands: 0,
};

/** Those that start what comes last in their arguments; `wrappedCommand` knows the others. */
const plain: Readonly<Record<string, Shape>> = {
  'apply-uidgid': { valued: ['-u', '-g', '-G'], operands: 0 },
  cgexec: { valued: ['-g'], operands: 0 },
  'dbus-run-session': { valued: ['--config-file', '--dbus-daemon'], operands: 0 },
  doas: { valued: ['-u', '-C'], operands: 0 },
  envdir: { valued: [], operands: 1 },
  envuidgid: { valued: [], operands: 1 },
  fakeroot: { valued: ['-l', '-f', '-i', '-s', '-b'], operands: 0 },
  faketime: { valued: ['-f'], operands: 1 },
  prlimit: { valued: ['-p', '--pid'], operands: 0 },
  's6-applyuidgid': { valued: ['-u', '-g', '-G'], operands: 0 },
  's6-envdir': { valued: ['-c', '-n'], operands: 1 },
  's6-envuidgid': { valued: [], operands: 1 },
  's6-notifyoncheck': { valued: ['-3', '-s', '-T', '-t', '-w', '-n', '-c'], operands: 0 },
  's6-softlimit': { valued: ['-a', '-c', '-d', '-f', '-l', '-m', '-o', '-p', '-r', '-s', '-t'], operands: 0 },
  softlimit: { valued: ['-a', '-c', '-d', '-f', '-l', '-m', '-o', '-p', '-r', '-s', '-t'], operands: 0 },
  'ssh-agent': { valued: ['-a', '-t', '-E'], operands: 0 },
  strace: { valued: ['-e', '-o', '-s', '-u', '-E', '-p'], operands: 0 },
  unshare: { valued: ['-R', '--root', '-w', '--wd', '-S', '--setuid', '-G', '--setgid', '--map-user', '--map-group'], operands: 0 },
  'with-contenv': { valued: [], operands: 0 },
  xargs: xargsShape,
  'xvfb-run': { valued: ['-e', '-f', '-n', '-p', '-s', '-w'], operands: 0 },
};

const special: Readonly<Record<string, Find>> = {
  awk: startedByAwk,
  busybox: (words) => (words[0] === undefined || words[0].text.startsWith('-') ? [] : [words]),
  chroot: startedInRoot,
  find: executedByFind,
  gawk: startedByAwk,
  flock: (words) => lastWords(words, flockShape).flatMap(startedLocked),
  mawk: startedByAwk,
  nawk: startedByAwk,
  runuser: (words) => (words.some(({ text }) => isUserOption(text)) ? lastWords(words, userShape) : startedForUser(words)),
  // `sg GROUP [-c] COMMAND`
  sg: (words) => commandText(words) ?? (words[1] === undefined ? [] : [[known('/bin/sh'), known('-c'), words[1]]]),
  script: (words) => commandText(words) ?? [],
  'start-stop-daemon': startedAsDaemon,
  socat: (words) => words.flatMap(startedBySocat),
  su: startedForUser,
  sudo: (words) => lastWords(words, { valued: ['-u', '-g', '-p', '-C', '-h', '-r', '-t', '-U', '-D'], operands: 0 }),
  watch: startedByWatch,
};

/** Commands that a program is told to start by its arguments: `find … -exec`, `xargs`, `su -c`, and all that are wrappers. */
export function innerCommands(command: Fields): readonly Fields[] {
  const [program, ...words] = command;
  if (program === undefined) return [];
  const name = posix.basename(program.text);
  const own = ownInnerCommands(command);
  if (own !== null || name === 'exec') return own ?? [];
  const wrapped = wrappedCommand(command.map(({ text }) => text));
  if (wrapped === null) return [];
  const last = words.slice(words.length - wrapped.length);
  return [last.every(({ text }, at) => text === wrapped[at]) ? last : wrapped.map(known)];
}

/** The same for those that only a script is known to use; null for others. */
export function ownInnerCommands([program, ...words]: Fields): readonly Fields[] | null {
  const name = posix.basename(program?.text ?? '');
  if (Object.hasOwn(special, name)) return special[name]!(words);
  if (/^ld[\w.-]*\.so(?:\.\d+)?$/.test(name)) return lastWords(words, loaderShape);
  return Object.hasOwn(plain, name) ? lastWords(words, plain[name]!) : null;
}

export function lastWords(words: Fields, { valued, operands }: Shape): readonly Fields[] {
  let at = 0;
  while (words[at]?.text.startsWith('-')) {
    if (words[at]!.text === '--') {
      at += 1;
      break;
    }
    at += valued.includes(words[at]!.text) ? 2 : 1;
  }
  while (/^[A-Za-z_]\w*=/.test(words[at]?.text ?? '')) at += 1;
  const rest = words.slice(at + operands);
  return rest.length === 0 ? [] : [rest];
}

/** Of another root, which is an argument as well, the names are not those of the image. */
function startedInRoot(words: Fields): readonly Fields[] {
  const at = words.findIndex(({ text }) => !text.startsWith('-'));
  return words[at]?.text === '/' && words.length > at + 1 ? [words.slice(at + 1)] : [];
}

export function executedByFind(words: Fields): readonly Fields[] {
  const found: Fields[] = [];
  for (const [at, { text }] of words.entries()) {
    if (!/^-(?:exec|ok)(?:dir)?$/.test(text)) continue;
    const end = words.findIndex((word, index) => index > at && (word.text === ';' || word.text === '+'));
    found.push(words.slice(at + 1, end < 0 ? undefined : end));
  }
  return found.filter(({ length }) => length > 0);
}
