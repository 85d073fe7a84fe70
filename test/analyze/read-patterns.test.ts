import { describe, expect, it } from 'vitest';
import { readPatterns } from '../../src/analyze/read-patterns.ts';

describe('readPatterns', () => {
  it('has each pattern once, in the order of those who ask', () => {
    const release = { glob: '/etc/os-release', maxBytes: 10 };
    const askers = [{ reads: [release, { glob: '/a', maxBytes: 1 }] }, {}, { reads: [{ ...release }, { ...release, maxBytes: 20 }] }];
    expect(readPatterns(askers)).toEqual([release, { glob: '/a', maxBytes: 1 }, { ...release, maxBytes: 20 }]);
  });
});
