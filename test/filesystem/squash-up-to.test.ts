import { describe, expect, it } from 'vitest';
import { squashUpTo } from '../../src/filesystem/squash.ts';
import { viewOf } from '../analyzers/view-of.ts';

describe('squashUpTo', () => {
  it('shows what was there when a layer was on top, under the same numbers, and leaves the whole as it is', async () => {
    const layers = [
      { '/a/x': 'old', '/b': 'b' },
      { '/a/x': 'new', '/l': { linkTarget: 'a' } },
      { '/.wh.a': 0, '/l/y': 'y' },
    ];
    const { tree } = await viewOf({}, { layers });
    const counted = tree.nodeCount;
    const seen = [0, 1, 2].map((layer) => {
      const earlier = squashUpTo(tree, layer);
      const node = earlier.find('/a/x');
      return [
        node === null ? null : earlier.layerOf(earlier.entryAt(node)!),
        node === null ? '' : tree.path(node),
        earlier.find('/b') === tree.find('/b'),
      ];
    });
    expect(seen).toEqual([
      [0, '/a/x', true],
      [1, '/a/x', true],
      [null, '', true],
    ]);
    expect(tree.nodeCount).toBe(counted);
  });
});
