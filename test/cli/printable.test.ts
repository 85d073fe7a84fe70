import { expect, it } from 'vitest';
import { printable } from '../../src/cli/printable.ts';

it('content for a terminal keeps its lines and cannot drive it', async () => {
  const bytes = Buffer.from('a\tb\r\nfoo\u001b[2J\n\u00e9蛙\u202e\rx');
  const chunks = [bytes.subarray(0, 17), bytes.subarray(17, 18), bytes.subarray(18)];
  let text = '';
  for await (const part of printable(fromArray(chunks))) text += part;
  expect(text).toBe('a\tb\r\nfoo\\x1b[2J\né蛙\\u202e\\rx');
});

async function* fromArray(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
