/** How a server wants to be told who asks. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */
export type Challenge = {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** By lower-case name. */
  readonly parameters: Readonly<Record<string, string>>;
};

/** Longer headers are no challenge of any registry. */
const maxBytes = 8_192;

/** Parses `WWW-Authenticate`, which may hold several challenges. What is malformed ends the list. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  let rest = header.slice(0, maxBytes);
  for (;;) {
    rest = rest.replace(/^[ \t,]+/, '');
    const word = /^[\w!#$%&'*+.^`|~-]+/.exec(rest)?.[0];
    if (word === undefined) return challenges;
    rest = rest.slice(word.length);
    const assigned = /^[ \t]*=[ \t]*/.exec(rest)?.[0];
    const current = challenges.at(-1);
    if (assigned === undefined) challenges.push({ scheme: word.toLowerCase(), parameters: {} });
    else if (current === undefined) return challenges;
    else {
      const { value, length } = takeValue(rest.slice(assigned.length));
      current.parameters[word.toLowerCase()] ??= value;
      rest = rest.slice(assigned.length + length);
    }
  }
}

function takeValue(text: string): { readonly value: string; readonly length: number } {
  if (!text.startsWith('"')) {
    const value = /^[^\s,"]*/.exec(text)![0];
    return { value, length: value.length };
  }
  let value = '';
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '"') return { value, length: at + 1 };
    if (text[at] === '\\') at += 1;
    value += text[at] ?? '';
  }
  return { value, length: text.length };
}
