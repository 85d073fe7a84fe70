import { parseByteSize } from '../../model/byte-size.ts';
import { InspectError } from '../../model/errors.ts';
import { type FileKind, fileKinds } from '../../model/facts.ts';
import { globMatcher } from '../../model/glob.ts';
import { type EntryKind, entryKinds } from '../../model/layer-entry.ts';

export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** One part of an expression. */
export type FilterTest =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'size'; readonly comparison: Comparison; readonly bytes: number }
  | { readonly kind: 'layer'; readonly comparison: Comparison; readonly layer: number }
  | { readonly kind: 'entry-kind'; readonly kinds: readonly EntryKind[] }
  | { readonly kind: 'file-kind'; readonly fileKind: FileKind }
  | { readonly kind: 'owner' | 'group'; readonly name: string }
  | { readonly kind: 'mode'; readonly mask: number; readonly bits: number }
  | { readonly kind: 'capability' }
  | { readonly kind: 'change'; readonly change: 'added' | 'modified' | 'removed' | 'unchanged' }
  | { readonly kind: 'name' | 'path'; readonly matches: (text: string) => boolean };

export type FilterTerm = { readonly test: FilterTest; readonly isNegated: boolean };

/** All terms hold of what is let through. */
export type PathFilter = readonly FilterTerm[];

const maxTerms = 32;
const modes: Readonly<Record<string, readonly [mask: number, bits: number]>> = {
  setuid: [0o4000, 0o4000],
  setgid: [0o2000, 0o2000],
  sticky: [0o1000, 0o1000],
  exec: [0o111, 0],
  'world-writable': [0o002, 0o002],
};
const kindWords: ReadonlyMap<string, readonly EntryKind[]> = new Map<string, readonly EntryKind[]>([
  ['file', ['file', 'hardlink']],
  ['dir', ['directory']],
  ['link', ['symlink', 'hardlink']],
  ['device', ['char', 'block']],
  ...entryKinds.filter((kind) => kind !== 'file' && !/whiteout|aufs/.test(kind)).map((kind) => [kind, [kind]] as const),
]);
const changeWords = ['added', 'modified', 'removed', 'unchanged'] as const;

/**
 * Parses `size>10MB type:elf layer:3 owner:root mode:setuid name:*.so`: all must hold; `!` before a term turns it round; a word
 * without a colon is looked for in the path.
 * @throws InspectError `usage`
 */
export function parseFilter(text: string): PathFilter {
  const words = text.split(/\s+/).filter((word) => word !== '' && word !== '!');
  if (words.length > maxTerms) throw new InspectError('usage', `expected at most ${maxTerms} terms, got ${words.length}`);
  return words.map((word) => {
    const isNegated = word.startsWith('!');
    return { test: parseTest(isNegated ? word.slice(1) : word), isNegated };
  });
}

function parseTest(word: string): FilterTest {
  const [, name = '', comparison = '', value = ''] = /^([a-z]+)(:|<=|>=|<|>|=)(.*)$/s.exec(word) ?? [];
  switch (name) {
    case 'size':
      return { kind: 'size', comparison: comparisonOf(comparison, '='), bytes: parseByteSize(value, 'size') };
    case 'layer':
      return { kind: 'layer', comparison: comparisonOf(comparison, '='), layer: parseLayer(value) };
    case 'type':
      return parseType(value);
    case 'owner':
    case 'group':
      return { kind: name, name: given(value, name, 'a name or a number') };
    case 'mode':
      return parseMode(value);
    case 'change':
      return { kind: 'change', change: oneOf(changeWords, value, 'change') };
    case 'name':
    case 'path':
      return parseGlob(name, value);
    default:
      return { kind: 'text', text: word.toLowerCase() };
  }
}

function comparisonOf(sign: string, fallback: Comparison): Comparison {
  return sign === ':' ? fallback : (sign as Comparison);
}

function parseLayer(value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new InspectError('usage', `layer: expected the number of a layer, got ${quoted(value)}`);
}

function parseType(value: string): FilterTest {
  const kinds = kindWords.get(value);
  if (kinds !== undefined) return { kind: 'entry-kind', kinds };
  return { kind: 'file-kind', fileKind: oneOf(fileKinds, value, 'type') };
}

function parseMode(value: string): FilterTest {
  if (value === 'capability') return { kind: 'capability' };
  if (/^[0-7]{3,4}$/.test(value)) return { kind: 'mode', mask: 0o7777, bits: Number.parseInt(value, 8) };
  const [mask, bits] = modes[oneOf(Object.keys(modes), value, 'mode')]!;
  return { kind: 'mode', mask, bits };
}

/** `name` looks at the last component, `path` at all of it. */
function parseGlob(kind: 'name' | 'path', value: string): FilterTest {
  if (kind === 'path') return { kind, matches: globMatcher(given(value, kind, 'a glob')) };
  const matches = globMatcher(`/${given(value, kind, 'a glob').replaceAll('/', '')}`);
  return { kind, matches: (name) => matches(`/${name}`) };
}

function given(value: string, term: string, what: string): string {
  if (value !== '') return value;
  throw new InspectError('usage', `${term}: expected ${what}, got nothing`);
}

function oneOf<T extends string>(words: readonly T[], value: string, term: string): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const near = words.filter((word) => value !== '' && word.startsWith(value)).slice(0, 4);
  const expected = (near.length > 0 ? near : words.slice(0, 6)).join(', ');
  throw new InspectError(
    'usage',
    `${term}: expected ${expected}${near.length > 0 || words.length <= 6 ? '' : ' or the like'}, got ${quoted(value)}`,
  );
}

function quoted(value: string): string {
  return value === '' ? 'nothing' : JSON.stringify(value.slice(0, 40));
}
