/** Longer ones are nobody's, and cost time. */
const maxPattern = 1_024;

/**
 * Patterns of `case` and of `${x#…}`, where a star also passes slashes. Takes the time of pattern × text at most.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_14
 * @returns null for one that is more than stars, question marks and literal text
 */
export function shellPattern(pattern: string): ((text: string) => boolean) | null {
  if (pattern.length > maxPattern || /[[\\]|[?*+@!]\(/.test(pattern)) return null;
  return (text) => text.length <= 65_536 && matches(pattern, text);
}

/** On a mismatch only the last star is tried again: what it took before can stay as it is. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let position = 0; position < text.length; ) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at++;
      resume = position;
    } else if (at < pattern.length && (sign === '?' || sign === text[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
