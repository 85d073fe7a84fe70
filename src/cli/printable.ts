import { escapeTerminal } from '../report/escape-terminal.ts';

/** Content for a terminal: a file of an image must not be able to drive it. Into a pipe or file the bytes go as they are. */
export async function* printable(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const bytes of content) yield escapeLines(decoder.decode(bytes, { stream: true }));
  yield escapeLines(decoder.decode());
}

function escapeLines(text: string): string {
  return text
    .split(/(\r?\n|\t)/)
    .map((part, i) => (i % 2 === 1 ? part : escapeTerminal(part)))
    .join('');
}
