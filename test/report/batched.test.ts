import { expect, it } from 'vitest';
import { batched } from '../../src/report/batched.ts';

it('the same text comes in larger pieces', () => {
  const parts = Array.from({ length: 50_000 }, (_, i) => `${i}\n`);
  const pieces = [...batched(parts)];
  expect(pieces.join('')).toBe(parts.join(''));
  expect(pieces.length).toBeLessThan(10);
  expect([...batched([])]).toEqual([]);
});
