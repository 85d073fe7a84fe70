import { describe, expect, it } from 'vitest';
import { splitOutput } from '../../../src/source/engine/containers.ts';

function frame(stream: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(text.length, 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

describe('the output of a container', () => {
  it('is told apart by its stream', () => {
    const bytes = Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, 'more')]);
    expect(splitOutput(bytes)).toEqual({ stdout: 'out\nmore', stderr: 'err\n' });
  });

  it('ends where it was cut off', () => {
    expect(splitOutput(frame(1, 'whole').subarray(0, 10))).toEqual({ stdout: 'wh', stderr: '' });
    expect(splitOutput(Buffer.of(1, 0, 0))).toEqual({ stdout: '', stderr: '' });
  });
});
