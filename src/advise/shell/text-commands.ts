import { splitWords } from '../../program/split-words.ts';
import { type Field, type Fields, known, unknown } from './field.ts';

export const defaultShell = known('/bin/sh');
/** UTF-16 units of a program for awk that are looked through. */
const maxProgram = 8_192;
/** Options of awk come first. */
const maxWords = 64;

/** `-c TEXT`, which a shell runs. */
export function commandText(words: Fields): readonly Fields[] | null {
  const text = optionValue(words, /^-\w*c$|^--(?:session-)?command(?:=(.*))?$/s);
  return text === null ? null : [[givenShell(words) ?? defaultShell, known('-c'), text]];
}

/** The word behind an option, or what the option's own word has of it. */
function optionValue(words: Fields, option: RegExp): Field | null {
  for (const [at, word] of words.entries()) {
    const match = option.exec(word.text);
    if (match !== null) return match[1] === undefined ? (words[at + 1] ?? null) : { ...word, text: match[1] };
  }
  return null;
}

/** `flock [OPTION…] FILE -c TEXT`, `flock [OPTION…] FILE COMMAND`. https://man7.org/linux/man-pages/man1/flock.1.html */
export function startedLocked(afterFile: Fields): readonly Fields[] {
  if (afterFile.length === 0) return [];
  return (afterFile[0]!.text.startsWith('-') ? commandText(afterFile.slice(0, 2)) : null) ?? [afterFile];
}

function givenShell(words: Fields): Field | null {
  return optionValue(words, /^-s$|^--shell(?:=(.*))?$/s);
}

export function isUserOption(word: string): boolean {
  return word === '-u' || word.startsWith('--user');
}

/** `su [OPTION…] [-] USER [ARGUMENT…]`: the arguments are for the shell. https://man7.org/linux/man-pages/man1/su.1.html */
export function startedForUser(words: Fields): readonly Fields[] {
  const text = commandText(words);
  if (text !== null) return text;
  const args = userOperands(words).slice(1);
  const given = givenShell(words);
  if (args.length > 0) return [[given ?? defaultShell, ...args]];
  return given === null ? [] : [[given]];
}

/** The user, and what comes after it. */
export function userOperands(words: Fields): Fields {
  const valued = /^-\w*[cgGsTw]$|^--(?:command|group|session-command|shell|supp-group|whitelist-environment)$/;
  return words.filter(({ text }, at) => !text.startsWith('-') && !valued.test(words[at - 1]?.text ?? ''));
}

/** https://manpages.debian.org/start-stop-daemon */
export function startedAsDaemon(words: Fields): readonly Fields[] {
  const end = words.findIndex(({ text }) => text === '--');
  const options = end < 0 ? words : words.slice(0, end);
  const args = end < 0 ? [] : words.slice(end + 1);
  const program =
    optionValue(options, /^(?:-[A-Zbgmoqtv]*a(?=$|\/)|--startas=?)(.+)?$/s) ??
    optionValue(options, /^(?:-[A-Zbgmoqtv]*x(?=$|\/)|--exec=?)(.+)?$/s);
  return program === null ? [] : [[program, ...args]];
}

/** What is watched is a line for a shell, unless it is told otherwise. */
export function startedByWatch(words: Fields): readonly Fields[] {
  let at = 0;
  while (words[at]?.text.startsWith('-')) at += /^(?:-n|-q|--interval|--equexit)$/.test(words[at]!.text) ? 2 : 1;
  const command = words.slice(at);
  if (command.length === 0) return [];
  const isDirect = words.slice(0, at).some(({ text }) => /^-\w*x|^--exec$/.test(text));
  if (isDirect || (command.length === 1 && !command[0]!.isKnown)) return [command];
  const text = command.map((word) => word.text).join(' ');
  const line = command.every(({ isKnown }) => isKnown) ? known(text) : { ...known(text), isKnown: false };
  return [[defaultShell, known('-c'), line]];
}

/** `EXEC:"program argument",option`, `SYSTEM:"a | b"`. http://www.dest-unreach.org/socat/doc/socat.html */
export function startedBySocat({ text, isKnown }: Field): readonly Fields[] {
  const [, kind = '', command = ''] = /^(exec|system|shell):(.*)$/is.exec(text) ?? [];
  if (kind === '') return [];
  if (kind.toLowerCase() !== 'exec') return [[defaultShell, known('-c'), { ...known(command), isKnown }]];
  const line = command.replace(/,(?:pty|stderr|setsid|ctty|raw|echo|sane|nofork|fdin|fdout|pipes|su|chroot|end-close)\b.*$/s, '');
  return [splitWords(line).map((word) => ({ ...known(word), isKnown: isKnown || !word.includes('$') }))];
}

/** `system("a")`, `"a" | getline`, `print | "a"` in its program. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/awk.html */
export function startedByAwk(words: Fields): readonly Fields[] {
  const texts = words.slice(0, maxWords).map(({ text }) => text.slice(0, maxProgram));
  const program = texts.find((text) => /\bsystem\s*\(|\|\s*(?:&\s*)?getline|\bprintf?\b[^|\n]{0,512}\|/.test(text)) ?? '';
  const literal = [
    ...program.matchAll(/(?:\bsystem\s*\(\s*|\|&?\s*)"((?:[^"\\\n]|\\.){0,1024})"|"((?:[^"\\\n]|\\.){0,1024})"\s*\|&?\s*getline/g),
  ];
  const commands = new Set(literal.map(([, called, piped]) => (called ?? piped ?? '').replace(/\\(.)/g, '$1')));
  const isComputed =
    /\bsystem\s*\(\s*[^"\s)]|[\w)\]]\s*\|&?\s*getline|\bprintf?\b[^|"\n]{0,512}(?:"[^"\n]{0,512}"[^|"\n]{0,512}){0,16}[^|]\|&?\s*[A-Za-z_$]/.test(
      program,
    );
  const told = [...commands].map((text) => [defaultShell, known('-c'), known(text)]);
  return isComputed ? [...told, [unknown('$awk')]] : told;
}
