const quoted = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)|(\s+)/gs;

/** Words of a line as a shell parts them, without looking at variables and operators: quotes and backslashes count. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (const [, double, single, escaped, bare, space] of text.matchAll(quoted)) {
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + (double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? bare ?? '');
  }
  return word === null ? words : [...words, word];
}
