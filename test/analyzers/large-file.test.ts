import { describe, expect, it } from 'vitest';
import { largeFile } from '../../analyzers/large-file.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

describe('large-file', () => {
  it('tells the largest first, and counts a hardlinked one once', async () => {
    const layers = [{ '/model': 11e6, '/data': 12e6, '/link': { kind: 'hardlink', linkTarget: '/data' } as const, '/small': 100 }];
    expect(
      (await findingsOf(largeFile, { layers })).map(({ code, summary, bytes, evidence }) => [code, summary, bytes, evidence.length]),
    ).toEqual([['large-file/large', 'much of the image is in /data and /model', 0, 2]]);
  });

  it.each([
    ['files that are much of a small image', { '/app': 9e6 }],
    ['nothing', {}],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(largeFile, { layers: [layer] })).toEqual([]);
  });
});
