import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../../src/source/registry/with-deadline.ts';

const never = new AbortController().signal;

describe('a deadline', () => {
  it('lets through what comes in time, be it a failure', async () => {
    expect(await withDeadline(Promise.resolve(1), 1_000, never, () => {})).toBe(1);
    await expect(withDeadline(Promise.reject(new Error('no')), 1_000, never, () => {})).rejects.toThrow('no');
  });

  it('discards what comes too late', async () => {
    let arrive: (value: string) => void = () => {};
    const asked = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const discarded: string[] = [];
    await expect(withDeadline(asked, 5, never, (late) => discarded.push(late))).rejects.toMatchObject({ kind: 'temporary' });
    arrive('late');
    await asked;
    expect(discarded).toEqual(['late']);
  });

  it('ends with an interrupt, also one from before', async () => {
    const interrupt = new AbortController();
    const asked = withDeadline(new Promise(() => {}), 1_000, interrupt.signal, () => {});
    interrupt.abort();
    await expect(asked).rejects.toMatchObject({ code: 'interrupted' });
    await expect(withDeadline(new Promise(() => {}), 1_000, AbortSignal.abort(), () => {})).rejects.toMatchObject({ code: 'interrupted' });
  });
});
