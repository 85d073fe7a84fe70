import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { freeingBuffers } from '../../src/layer/buffer-garbage.ts';

const pieceBytes = 262_144;

/** Of the buffers that came one after the other, the most that were held at once beyond what was held before. */
function mostHeld(pieces: number, done: (bytes: number) => void): number {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let i = 0; i < pieces; i++) {
    const piece = Buffer.allocUnsafeSlow(pieceBytes);
    piece[0] = i;
    done(piece.length);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  return most;
}

describe('buffers that a stream came in', () => {
  it('do not gather as V8 would let them', () => {
    const untold = mostHeld(256, () => {});
    const told = mostHeld(256, freeingBuffers());
    expect(untold).toBeGreaterThan(24 * 1_048_576);
    expect(told).toBeLessThan(16 * 1_048_576);
  });

  it('and nobody else sees how they are freed', () => {
    mostHeld(64, freeingBuffers());
    expect(runInNewContext('typeof gc')).toBe('undefined');
  });
});
