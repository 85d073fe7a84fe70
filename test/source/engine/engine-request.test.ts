import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../src/source/engine/endpoint.ts';
import { type Patience, requestEngine } from '../../../src/source/engine/engine-request.ts';
import { openTransport } from '../../../src/source/engine/transport.ts';
import { type Answer, startEngine } from './local-engine.ts';

const patience: Patience = { answerMilliseconds: 5_000, silenceMilliseconds: 5_000 };

async function read(
  answer: Answer,
  { signal = new AbortController().signal, ...rest }: Partial<Patience> & { readonly signal?: AbortSignal } = {},
) {
  const { host } = await startEngine({ answers: { '/x': answer } });
  const transport = openTransport(parseEndpoint(host, null, 'test'));
  const { status, chunks } = await requestEngine(transport, '/x', { ...patience, ...rest }, signal);
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return { status, text: Buffer.concat(parts).toString('utf8') };
}

describe('a request to an engine', () => {
  it('is answered', async () => {
    expect(await read({ json: { a: 1 } })).toEqual({ status: 200, text: '{"a":1}' });
    expect(await read({ status: 404, json: {} })).toEqual({ status: 404, text: '{}' });
  });

  it('that is not answered fails in time', async () => {
    await expect(read(() => {}, { answerMilliseconds: 30 })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^expected an answer of the engine at unix:.* within 0\.03 s, got none$/),
    });
  });

  it('whose answer stops fails in time', async () => {
    await expect(read((_, response) => void response.write('abc'), { silenceMilliseconds: 30 })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/ within 0\.03 s, got none$/),
    });
  });

  it('may be answered drop by drop', async () => {
    const drip: Answer = (_, response) => {
      let left = 5;
      const timer = setInterval(() => {
        response.write('x');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 20);
    };
    expect(await read(drip, { silenceMilliseconds: 1_000 })).toEqual({ status: 200, text: 'xxxxx' });
  });

  it('whose answer is cut fails', async () => {
    const cut: Answer = (_, response) => {
      response.write('abc', () => response.destroy());
    };
    await expect(read(cut)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^expected an answer of the engine at unix:.*, got a connection that was cut$/),
    });
  });

  it('ends when the user interrupts it, before the answer and within', async () => {
    for (const answer of [
      () => {},
      (_: unknown, response: { write: (text: string) => void }) => response.write('abc'),
    ] as readonly Answer[]) {
      const interrupt = new AbortController();
      setTimeout(() => interrupt.abort(), 30);
      await expect(read(answer, { signal: interrupt.signal })).rejects.toMatchObject({ code: 'interrupted' });
    }
  });
});
