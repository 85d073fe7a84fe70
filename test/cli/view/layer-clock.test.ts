import { expect, it } from 'vitest';
import { layerClock } from '../../../src/cli/view/layer-clock.ts';

it('counts from when a layer was last seen without a byte', () => {
  const clock = layerClock();
  expect([clock(0, 0, 1), clock(1, 0, 1)]).toEqual([0, 0]);
  expect([clock(0, 10, 2), clock(1, 0, 2)]).toEqual([1, 0]);
  expect([clock(0, 90, 5), clock(1, 10, 5)]).toEqual([4, 3]);
});

it('counts from the beginning for a layer that was never seen without one', () => {
  const clock = layerClock();
  expect([clock(0, 10, 2), clock(0, 20, 3)]).toEqual([2, 3]);
});
