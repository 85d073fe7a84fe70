import type { Fields } from './field.ts';

/**
 * What xargs makes of what it reads. A command prints lines here, or with `-print0` and the like what ends in a null byte.
 * @param isWhole each line is one, as with `-I`
 * @returns null where nobody knows
 */
export function xargsValues(lines: readonly string[], options: Fields, isWhole: boolean): readonly string[] | null {
  const delimiter = delimiterOf(options);
  if (delimiter === null) return null;
  if (delimiter === '\0' || delimiter === '\n') return lines;
  if (delimiter !== '') return lines.length === 1 ? lines[0]!.split(delimiter) : null;
  if (lines.some((line) => /["'\\]/.test(line))) return null;
  return lines.flatMap((line) => (isWhole ? [line.trim()] : line.split(/\s+/)));
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\0', '\0'],
  ['\\n', '\n'],
  ['\\t', '\t'],
]);

/** The last counts. Empty for blanks, where quotes count; null for one that is not known. */
function delimiterOf(options: Fields): string | null {
  let delimiter: string | null = '';
  for (const [at, { text, isKnown }] of options.entries()) {
    if (/^(?:-[0oprtx]*0|--null$)/.test(text)) delimiter = '\0';
    const [, inline] = /^(?:-[0oprtx]*d|--delimiter(?:=|$))(.*)$/s.exec(text) ?? [];
    if (inline === undefined) continue;
    const given = inline === '' ? options[at + 1] : { text: inline, isKnown };
    delimiter = given?.isKnown ? (escapes.get(given.text) ?? (given.text.length === 1 ? given.text : null)) : null;
  }
  return delimiter;
}
