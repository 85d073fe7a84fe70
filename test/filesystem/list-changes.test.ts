import { describe, expect, it } from 'vitest';
import { listChanges } from '../../src/filesystem/list-changes.ts';
import { squash } from '../../src/filesystem/squash.ts';
import { layerIndexes } from '../analyze/dive-layers.ts';
import type { LayerInput } from '../support/layers.ts';

describe('listChanges', () => {
  it.each<[string, LayerInput, LayerInput, readonly string[]]>([
    ['a new file, and the directories that it implies', { '/a': 1 }, { '/d/new': 1 }, ['added /d', 'added /d/new']],
    ['a whiteout, with all below it', { '/d/a': 1, '/d/b': 1 }, { '/.wh.d': 0 }, ['removed /d', 'removed /d/a', 'removed /d/b']],
    ['an opaque directory', { '/d/a': 1, '/d/b': 1 }, { '/d/.wh..wh..opq': 0, '/d/b': 1 }, ['removed /d/a', 'modified /d/b']],
    ['a file with other content', { '/a': 1 }, { '/a': 2 }, ['modified /a']],
    ['the very same file, shipped again', { '/a': 1 }, { '/a': 1 }, ['modified /a']],
    ['a directory that is only named again', { '/d/': 0, '/d/a': 1 }, { '/d/': 0, '/d/b': 1 }, ['added /d/b']],
    ['a directory of another mode', { '/d/': 0 }, { '/d/': { mode: 0o700 } }, ['modified /d']],
    ['a link that is only named again', { '/l': { linkTarget: 'a' } }, { '/l': { linkTarget: 'a' } }, []],
    ['a link that leads elsewhere', { '/l': { linkTarget: 'a' } }, { '/l': { linkTarget: 'b' } }, ['modified /l']],
    ['a directory that became a file', { '/d/a': 1 }, { '/d': 1 }, ['modified /d', 'removed /d/a']],
    ['a whiteout of nothing', { '/a': 1 }, { '/.wh.b': 0 }, []],
    ['removed and written again', { '/d/a': 1 }, { '/.wh.d': 0, '/d/b': 1 }, ['removed /d/a', 'added /d/b']],
    ['the root', {}, { '/': { kind: 'directory', mode: 0o755 }, '/a': 1 }, ['added /a']],
  ])('%s', async (_, lower, upper, expected) => {
    const indexes = await layerIndexes(lower, upper);
    const changes = listChanges(squash(indexes.slice(0, 1), [1, 2]), squash(indexes, [1, 2]));
    expect([...changes].map(({ change, path }) => `${change} ${path}`)).toEqual(expected);
  });

  it('tells of what was removed as it was', async () => {
    const indexes = await layerIndexes({ '/a': { content: 5, uid: 7 } }, { '/.wh.a': 0 });
    expect([...listChanges(squash(indexes.slice(0, 1), [1, 2]), squash(indexes, [1, 2]))]).toMatchObject([
      { path: '/a', kind: 'file', uid: 7, sizeBytes: 5, layer: 0, change: 'removed' },
    ]);
  });

  it('takes the base for a change of nothing', async () => {
    const indexes = await layerIndexes({ '/a': 1 });
    expect([...listChanges(squash([], [1, 2]), squash(indexes, [1, 2]))].map(({ change, path }) => `${change} ${path}`)).toEqual([
      'added /a',
    ]);
  });
});
