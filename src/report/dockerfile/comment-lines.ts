import { escapeTerminal } from '../escape-terminal.ts';
import { wrapWords } from '../fit-text.ts';

const columns = 118;

/** Text as comments of a Dockerfile, whatever is in it. */
export function commentLines(text: string): readonly string[] {
  return wrapWords(escapeTerminal(text), columns, '...').map((line) => `# ${line}`);
}
