import { displayWidth } from '../../report/display-width.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';

const tabColumns = 4;

/** A line of a file as a terminal may have it: tabs as blanks, everything else that it would obey escaped. */
export function shownText(text: string): string {
  return escapeTerminal(untabbed(text));
}

function untabbed(text: string): string {
  if (!text.includes('\t')) return text;
  let columns = 0;
  return text
    .split('\t')
    .map((part, i, parts) => {
      columns += displayWidth(part);
      if (i === parts.length - 1) return part;
      const blanks = tabColumns - (columns % tabColumns);
      columns += blanks;
      return part + ' '.repeat(blanks);
    })
    .join('');
}
