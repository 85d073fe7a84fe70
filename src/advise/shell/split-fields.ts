/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_05 */
export const defaultSeparators = ' \t\n';

/** Words of a text as a shell parts them by IFS: blanks in it count once and not at the ends, of anything else each. */
export function splitFields(text: string, separators: string): readonly string[] {
  const all = [...new Set(separators)];
  const blank = classOf(all.filter((character) => /[ \t\n]/.test(character)));
  const other = classOf(all.filter((character) => !/[ \t\n]/.test(character)));
  const words = text.split(new RegExp(`${blank}*${other}${blank}*|${blank}+`, 'u'));
  // A blank in front starts no word, another separator ends an empty one.
  if (words[0] === '' && new RegExp(`^(?:${blank}|$)(?!${blank}*${other})`, 'u').test(text)) words.shift();
  if (words.at(-1) === '') words.pop();
  return words;
}

function classOf(characters: readonly string[]): string {
  return `[${characters.map((character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join('')}]`;
}
