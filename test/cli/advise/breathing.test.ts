import { describe, expect, it } from 'vitest';
import { breathing } from '../../../src/cli/advise/breathing.ts';

function work(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

describe('breathing', () => {
  it('lets others go first while long work goes on', async () => {
    const breathe = breathing();
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 1);
    for (let piece = 0; piece < 20; piece++) {
      work(5);
      await breathe();
    }
    clearInterval(others);
    expect(turns).toBeGreaterThan(1);
  });

  it('does not, where there is little to do', async () => {
    const breathe = breathing();
    let isOthersTurn = false;
    setImmediate(() => {
      isOthersTurn = true;
    });
    await breathe();
    expect(isOthersTurn).toBe(false);
  });
});
