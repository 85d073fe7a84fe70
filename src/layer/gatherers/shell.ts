import type { OtherShellFacts, ShellFacts, ShellKind } from '../../model/facts.ts';
import type { ByteRange, FileContent, FileHead, Gatherer } from '../gatherer.ts';
import { type ElfHeader, type ElfSegment, parseElfHeader, segmentType } from './elf-header.ts';

/** Of each segment that may hold constants; those of real shells are at most some 500 KB, but for those of Rust. */
const searchedBytes = 1_048_576;
/** The same, of a program that brings its libraries. */
const staticBytes = 4 * 1_048_576;
/** The variable that every shell of the Bourne family keeps, and that no other program does, as the start of a string. */
const shellMark = Buffer.from('OPTIND');
/** Ordered: busybox also speaks of bash. */
const kindMarks: readonly (readonly [kind: ShellKind, mark: Buffer])[] = [
  ['busybox', Buffer.from('BusyBox v')],
  ['zsh', Buffer.from('ZSH_VERSION')],
  ['bash', Buffer.from('BASH_VERSION')],
  ['ksh', Buffer.from('KSH_VERSION')],
];
/** Where busybox's table of applets begins, sorted as it is. */
const appletMark = Buffer.from('\0[\0[[\0');
const maxApplets = 1_024;
/** Toybox has no table: each of its programs has a text that tells how to use it. */
const toyboxMark = Buffer.from('https://landley.net/toybox');
const usage = /(?<=\n|\0|^)usage: (?<names>[a-z0-9][\w.-]{0,30}(?:\/[a-z0-9][\w.-]{0,30}){0,3})/g;
/** yash keeps it in characters of four bytes. */
const wideShellMark = wide('\0OPTIND');
const sashMark = Buffer.from('Stand-alone shell (version ');
/** What csh, fish and yash are linked with: a name in the segment at the start saves most programs a slow search. */
const otherLibrary = /lib(?:bsd|gcc_s|n?cursesw?|tinfow?|pcre2-32)\.so/;
/** Where csh and its kin begin. */
const cshMarks = [Buffer.from('/etc/csh.cshrc'), Buffer.from('/etc/csh.login')] as const;
/** What fish reads when it starts, and no other program of it, in characters of four bytes. */
const fishMark = wide('/config.fish');
/** The linker of Go signs each program near its start: a note of four bytes of name, of type 4. None of the marks is in one. */
const goNote = Buffer.from('\x04\0\0\0Go\0\0');

/** Which programs are shells, by the constants in them and not by their names. */
export const shellGatherer: Gatherer = {
  id: 'shell',
  version: 3,
  wants: (file) => {
    const ranges = isElfProgram(file) ? constantRanges(file) : [];
    return ranges.length === 0 ? null : ranges;
  },
  gather: (file, content, facts) => {
    const shell = parseShell(constantRanges(file), content, isStatic(file));
    if (shell !== null) facts.shell(shell);
  },
};

function isElfProgram({ head, mode }: FileHead): boolean {
  return (mode & 0o111) !== 0 && head.length >= 64 && head.readUInt32BE(0) === 0x7f454c46;
}

/** Libraries have no interpreter; a static program that may lie anywhere has none either, but no name of a library. */
function constantRanges({ head, path, sizeBytes }: FileHead): readonly ByteRange[] {
  const header = parseElfHeader(head);
  if (typeof header === 'string' || (header.type !== 'executable' && header.type !== 'shared')) return [];
  const isLibrary = header.type === 'shared' && !hasInterpreter(header);
  if ((isLibrary && path.includes('.so')) || head.includes(goNote)) return [];
  const constant = header.segments.filter((segment) => segment.type === segmentType.load && !segment.isWritable && segment.fileBytes > 0);
  return windows(constant, hasInterpreter(header) ? searchedBytes : staticBytes).flatMap(([start, end]): readonly ByteRange[] =>
    start < sizeBytes ? [[start, Math.min(end, sizeBytes)]] : [],
  );
}

/** Constants lie in the last segment that nobody writes to, in the first, or, where there is but one, behind the code in it. */
function windows(segments: readonly ElfSegment[], maxBytes: number): readonly ByteRange[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return [];
  const end = last.offset + last.fileBytes;
  if (first === last) return [[Math.max(last.offset, end - maxBytes), end]];
  return [first, last].map(({ offset, fileBytes }) => [offset, offset + Math.min(fileBytes, maxBytes)]);
}

function hasInterpreter({ segments }: ElfHeader): boolean {
  return segments.some(({ type }) => type === segmentType.interpreter);
}

/** Nothing tells what is linked into it. */
function isStatic({ head }: FileHead): boolean {
  const header = parseElfHeader(head);
  return typeof header !== 'string' && !hasInterpreter(header);
}

function parseShell(ranges: readonly ByteRange[], content: FileContent, isStatic: boolean): ShellFacts | OtherShellFacts | null {
  let mayBeOther = isStatic;
  for (const [start, end] of ranges) {
    const bytes = content.read(start, end - start);
    if (bytes === null) continue;
    mayBeOther ||= start === 0 && otherLibrary.test(bytes.toString('latin1'));
    if (!hasShellMark(bytes)) {
      const other = parseOther(bytes, mayBeOther);
      if (other !== null) return other;
      continue;
    }
    const kind = kindMarks.find(([, mark]) => bytes.includes(mark))?.[0] ?? 'posix';
    if (kind === 'posix' && bytes.includes(toyboxMark)) return { kind, applets: parseUsages(bytes) };
    return { kind, applets: kind === 'busybox' ? parseApplets(bytes) : [] };
  }
  return null;
}

function parseOther(bytes: Buffer, mayBeOther: boolean): ShellFacts | OtherShellFacts | null {
  if (bytes.includes(toyboxMark)) return { kind: 'toybox', applets: parseUsages(bytes) };
  if (!mayBeOther) return null;
  if (bytes.includes(fishMark)) return { kind: 'fish', applets: [] };
  if (cshMarks.every((mark) => bytes.includes(mark))) return { kind: 'csh', applets: [] };
  return bytes.includes(wideShellMark) || bytes.includes(sashMark) ? { kind: 'posix', applets: [] } : null;
}

/** Text as characters of four bytes. */
function wide(text: string): Buffer {
  return Buffer.from([...text].flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0]));
}

function parseUsages(bytes: Buffer): readonly string[] {
  const names = new Set<string>();
  for (const { groups } of bytes.toString('latin1').matchAll(usage)) {
    for (const name of (groups?.['names'] ?? '').split('/')) if (names.size < maxApplets && name !== 'toybox') names.add(name);
  }
  // Its other name has no text of its own.
  if (names.has('netcat')) names.add('nc');
  return [...names].sort();
}

/** A search for the NUL before it would stop at each of the many in a program. */
function hasShellMark(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(shellMark, 1); at > 0; at = bytes.indexOf(shellMark, at + 1)) if (bytes[at - 1] === 0) return true;
  return false;
}

/** Names ended by NULs, up to the first that is none. */
function parseApplets(bytes: Buffer): readonly string[] {
  const applets: string[] = [];
  let at = bytes.indexOf(appletMark) + 1;
  while (at > 0 && applets.length < maxApplets) {
    const end = bytes.indexOf(0, at);
    const name = end < 0 ? '' : bytes.toString('latin1', at, Math.min(end, at + 64));
    if (!/^[a-z0-9_.[-]+$/.test(name) || name < (applets.at(-1) ?? '')) break;
    applets.push(name);
    at = end + 1;
  }
  return applets;
}
