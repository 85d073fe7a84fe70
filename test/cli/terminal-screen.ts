/**
 * What a terminal shows after all of this: text, carriage returns, line feeds, `ESC[nA` (up), `ESC[J` (clear below), `ESC[K` (clear the
 * line); any other sequence fails the test. Blanks and empty lines at the end are cut off.
 */
export function terminalScreen(output: string): readonly string[] {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of
  for (const [token, count = '', order] of output.matchAll(/\u001b\[(\d*)([A-Za-z])|\r|\n|[^\u001b\r\n]+|\u001b/g)) {
    if (token === '\r') column = 0;
    else if (token === '\n') {
      row += 1;
      column = 0;
      lines[row] ??= '';
    } else if (order === 'A') row -= Number(count || 1);
    else if (order === 'J') lines.splice(row, lines.length, lines[row]!.slice(0, column));
    else if (order === 'K') lines[row] = lines[row]!.slice(0, column);
    else if (token.startsWith('\u001b')) throw new Error(`an unknown sequence: ${JSON.stringify(token)}`);
    else {
      lines[row] = lines[row]!.slice(0, column).padEnd(column) + token + lines[row]!.slice(column + token.length);
      column += token.length;
    }
  }
  const shown = lines.map((line) => line.trimEnd());
  return shown.slice(0, shown.findLastIndex((line) => line !== '') + 1);
}
