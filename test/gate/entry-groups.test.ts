import { describe, expect, it } from 'vitest';
import { entryGroups } from '../../src/gate/entry-groups.ts';
import { treeOf } from '../report/tree-of.ts';

describe('what layers put into an image', () => {
  it('is counted where most of it lies, as far as it is seen', async () => {
    const tree = await treeOf(
      { '/etc/': 0, '/etc/a': 1, '/usr/': 0, '/usr/b': 1, '/app/': 0, '/app/old': 1 },
      { '/app/m/a': 1, '/app/m/b': 1, '/app/m/c': 1, '/app/x': 1, '/app/.wh.old': 0, '/etc/z': 1 },
      { '/etc/a': 2 },
    );
    expect(entryGroups(tree)).toEqual([
      { layer: 0, path: '/', count: 4 },
      { layer: 1, path: '/app/m', count: 3 },
      { layer: 2, path: '/etc/a', count: 1 },
    ]);
  });
});
