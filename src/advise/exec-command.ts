import { splitWords } from '../program/split-words.ts';

/** A command line that was given by hand: of plain words as they are, with anything for a shell to do by a shell. */
export function execCommand(text: string): readonly string[] {
  return /[$`|&;<>(){}*?[\]~#\n]/.test(text) ? ['/bin/sh', '-c', text] : splitWords(text);
}
