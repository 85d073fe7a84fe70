/** Values in instructions that Docker itself reads: https://docs.docker.com/reference/dockerfile/#environment-replacement */

/** Whether a text can stand in a line of a Dockerfile: controls and what is no character cannot. */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\u{2028}\u{2029}]/u.test(text);
}

/** Between double quotes, of ENV and LABEL. */
export function dockerString(text: string): string {
  return `"${text.replace(/[\\"$`]/g, (sign) => (sign === '`' ? sign : `\\${sign}`))}"`;
}

/** Of a word in which Docker replaces variables and takes quotes away. */
export function dockerWord(text: string): string {
  return text.replace(/[\\"'$]/g, '\\$&');
}

/** The exec form, in which nothing is replaced. ASCII, so that what is seen is what is there. */
export function execForm(words: readonly string[]): string {
  return asciiJson(words);
}

/** A list in JSON of words in which Docker replaces variables. */
export function wordList(words: readonly string[]): string {
  return asciiJson(words.map(dockerWord));
}

function asciiJson(value: readonly string[]): string {
  const words = value.map((word) =>
    JSON.stringify(word).replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  return `[${words.join(', ')}]`;
}
