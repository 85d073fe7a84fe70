import { describe, expect, it } from 'vitest';
import { duplicateContent } from '../../analyzers/duplicate-content.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

describe('duplicate-content', () => {
  it('takes the copy in the lowest layer for the original', async () => {
    const layers = [{ '/z': 70_000 }, { '/a': 70_000, '/b': 70_000 }];
    expect((await findingsOf(duplicateContent, { layers })).map(({ summary, bytes, evidence }) => ({ summary, bytes, evidence }))).toEqual([
      {
        summary: '2 files are in the image more than once, such as /a, a copy of /z',
        bytes: 140_000,
        evidence: [
          { kind: 'file', path: '/a', layer: 1, bytes: 70_000 },
          { kind: 'file', path: '/b', layer: 1, bytes: 70_000 },
        ],
      },
    ]);
  });

  it.each([
    ['hardlinks, which share their bytes', { '/a': 70_000, '/b': { kind: 'hardlink', linkTarget: '/a' } as const }],
    ['files of the same size', { '/a': 'a'.repeat(70_000), '/b': 'b'.repeat(70_000) }],
    ['many small files', Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`/${index}`, 4_000]))],
    ['symlinks', { '/a': 70_000, '/b': { linkTarget: 'a' } }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(duplicateContent, { layers: [layer] })).toEqual([]);
  });

  it('leaves copies that a later layer replaced to the account of waste', async () => {
    expect(await seenBy(duplicateContent, { layers: [{ '/a': 70_000 }, { '/a': 70_000 }] })).toEqual([]);
  });
});
