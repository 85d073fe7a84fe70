import { describe, expect, it } from 'vitest';
import { isAtLeast, negotiateVersion, platformOfSave } from '../../../src/source/engine/api-version.ts';

describe('the version of the API', () => {
  it.each([
    ['1.41', [1, 41]],
    ['1.51', [1, 51]],
    ['1.55', [1, 51]],
    ['2.0', [1, 51]],
    ['0.9', [0, 9]],
  ])('with an engine of %s is %j', (header, expected) => {
    expect(negotiateVersion(header)).toEqual(expected);
  });

  it.each([undefined, '', 'latest', '1.41.0', '1.'])('is left to an engine that says %j', (header) => {
    expect(negotiateVersion(header)).toBe(null);
  });

  it('is compared by number', () => {
    expect(isAtLeast([1, 48], platformOfSave)).toBe(true);
    expect(isAtLeast([2, 0], platformOfSave)).toBe(true);
    expect(isAtLeast([1, 9], platformOfSave)).toBe(false);
    expect(isAtLeast(null, platformOfSave)).toBe(false);
  });
});
