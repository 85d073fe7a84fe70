import { describe, expect, it } from 'vitest';
import { cacheDirectory, cacheGeneration } from '../../src/layer/index-cache.ts';

describe('cacheGeneration', () => {
  const gatherer = { id: 'a', version: 1, wants: () => null, gather: () => {} };

  it('changes with gatherers, their versions and what is read', () => {
    const generations = [
      cacheGeneration([], []),
      cacheGeneration([gatherer], []),
      cacheGeneration([{ ...gatherer, version: 2 }], []),
      cacheGeneration([{ ...gatherer, id: 'b' }], []),
      cacheGeneration([gatherer], [{ glob: '/a', maxBytes: 1 }]),
      cacheGeneration([gatherer], [{ glob: '/a', maxBytes: 2 }]),
    ];
    expect(new Set(generations).size).toBe(generations.length);
    expect(generations.every((found) => /^[0-9a-f]{16}$/.test(found))).toBe(true);
    expect(cacheGeneration([gatherer], [{ glob: '/a', maxBytes: 1 }])).toBe(generations[4]);
  });
});

describe('cacheDirectory', () => {
  it.each<[environment: Readonly<Record<string, string>>, expected: string]>([
    [{}, '/home/me/.cache/flense'],
    [{ XDG_CACHE_HOME: '' }, '/home/me/.cache/flense'],
    [{ XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/flense'],
    [{ XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/flense'],
  ])('for %j is %s', (environment, expected) => {
    expect(cacheDirectory(environment, '/home/me')).toBe(expected);
  });
});
