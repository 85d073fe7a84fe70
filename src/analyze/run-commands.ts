/** Words of one command: `FOO=1 apt-get -y upgrade` → `apt-get`, `-y`, `upgrade`. */
export type RunCommand = readonly string[];

/** Longer instructions are looked at up to here: they hold a script, and what matters in it is not its text. */
const maxInstructionLength = 65_536;

const separators = new Set([';', '&', '|', '\n', '(', ')', '{', '}']);

/**
 * The commands of a RUN instruction, in order; none for any other. As near as it gets without a shell: quotes hold words together,
 * variables stay as they are, and assignments and keywords in front are left out.
 */
export function runCommands(instruction: string): readonly RunCommand[] {
  if (!instruction.startsWith('RUN ')) return [];
  return splitWords(instruction.slice(4, maxInstructionLength))
    .map(withoutPrefix)
    .filter((words) => words.length > 0);
}

function splitWords(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let word = '';
  let quote = '';
  const endWord = (): void => {
    if (word !== '') commands.at(-1)!.push(word);
    word = '';
  };
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      else word += sign;
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (separators.has(sign)) {
      endWord();
      commands.push([]);
    } else if (sign === ' ' || sign === '\t') endWord();
    else word += sign;
  }
  endWord();
  return commands;
}

const keywords = new Set(['!', 'do', 'else', 'elif', 'if', 'then', 'time', 'until', 'while']);

function withoutPrefix(words: readonly string[]): RunCommand {
  const start = words.findIndex((word) => !keywords.has(word) && !/^[A-Za-z_]\w*=/.test(word) && !word.startsWith('--mount='));
  return start < 0 ? [] : words.slice(start);
}
