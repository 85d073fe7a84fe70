/** A command of the assembly, and why. */
export type AssemblyStep = {
  /** '' where the command speaks for itself. */
  readonly reason: string;
  /** Words of a shell, which may come on several lines. */
  readonly words: readonly string[];
};

/** Words of one command; Linux and its shells take many more. */
const maxWords = 400;
const maxBytes = 16_384;

/** Words in parts that one command takes. */
export function wordParts(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let bytes = 0;
  for (const word of words) {
    bytes += word.length + 1;
    const last = parts.at(-1);
    if (last === undefined || last.length >= maxWords || bytes > maxBytes) {
      parts.push([word]);
      bytes = word.length + 1;
    } else last.push(word);
  }
  return parts;
}
