import { describe, expect, it } from 'vitest';
import { noHealthcheck } from '../../analyzers/no-healthcheck.ts';
import { seenBy } from './analysis-of.ts';

describe('no-healthcheck', () => {
  it('tells an image that starts something and does not say how to check it', async () => {
    expect(await seenBy(noHealthcheck, { config: { Cmd: ['app'] } })).toEqual(['missing Healthcheck=']);
  });

  it.each([
    ['a check', { Cmd: ['app'], Healthcheck: { Test: ['CMD', '/app', '--check'] } }],
    ['NONE, which is an answer', { Cmd: ['app'], Healthcheck: { Test: ['NONE'] } }],
    ['an image that starts nothing', {}],
  ])('is silent about %s', async (_, config) => {
    expect(await seenBy(noHealthcheck, { config })).toEqual([]);
  });
});
