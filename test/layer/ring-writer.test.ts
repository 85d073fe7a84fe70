import { describe, expect, it } from 'vitest';
import { byteRing, ringBytes } from '../../src/layer/byte-ring.ts';
import { RingReader } from '../../src/layer/ring-reader.ts';
import { RingWriter } from '../../src/layer/ring-writer.ts';

/** Bytes that differ wherever they may be mixed up. */
function pattern(length: number): Buffer {
  return Buffer.from(Uint32Array.from({ length: Math.ceil(length / 4) }, (_, i) => Math.imul(i, 2_654_435_761)).buffer).subarray(0, length);
}

/** Lets whoever waits for the ring go on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

describe('a ring of bytes', () => {
  it('gives what was put in, to its end', async () => {
    const ring = byteRing();
    const writer = new RingWriter(ring);
    expect(await writer.write(Buffer.from('hello '))).toBe(true);
    expect(await writer.write(Buffer.from('world'))).toBe(true);
    writer.end();
    expect(Buffer.concat([...new RingReader(ring).chunks()]).toString()).toBe('hello world');
  });

  it('is empty where nothing came', () => {
    const ring = byteRing();
    new RingWriter(ring).end();
    expect([...new RingReader(ring).chunks()]).toEqual([]);
  });

  it('makes the writer wait for room, and goes round', async () => {
    const ring = byteRing();
    const writer = new RingWriter(ring);
    const bytes = pattern(3 * ringBytes + 12_345);
    let isWritten = false;
    const writing = writer.write(bytes).then(() => {
      isWritten = true;
      writer.end();
    });
    const chunks = new RingReader(ring).chunks();
    const parts: Buffer[] = [];
    for (let read = 0; read < bytes.length; read += parts.at(-1)!.length) {
      if (read < bytes.length - ringBytes - 1_048_576) expect(isWritten).toBe(false);
      await turn();
      parts.push(chunks.next().value!);
    }
    await writing;
    expect(chunks.next().done).toBe(true);
    expect(Buffer.compare(Buffer.concat(parts), bytes)).toBe(0);
  });

  it('that broke off fails at once, whatever is still in it', async () => {
    const ring = byteRing();
    const writer = new RingWriter(ring);
    await writer.write(Buffer.from('half'));
    writer.fail();
    expect(() => new RingReader(ring).chunks().next()).toThrow('a stream that broke off');
  });

  it('that is abandoned lets a waiting writer go, and takes nothing more', async () => {
    const ring = byteRing();
    const writer = new RingWriter(ring);
    const writing = writer.write(Buffer.alloc(ringBytes + 1));
    await turn();
    writer.abandon();
    expect(await writing).toBe(false);
    expect(await writer.write(Buffer.from('more'))).toBe(false);
  });

  it('is empty again for the next writer', async () => {
    const ring = byteRing();
    await new RingWriter(ring).write(Buffer.from('left over'));
    const writer = new RingWriter(ring);
    await writer.write(Buffer.from('new'));
    writer.end();
    expect(Buffer.concat([...new RingReader(ring).chunks()]).toString()).toBe('new');
  });
});
