import { describe, expect, it } from 'vitest';
import { matchPaths } from '../../src/filesystem/match-paths.ts';
import { tracePath } from '../../src/filesystem/trace-path.ts';
import { squashed } from './squashed.ts';

const link = (linkTarget: string) => ({ linkTarget });

describe('tracePath', () => {
  it('names every symlink on the way, in their order', async () => {
    const tree = await squashed({ '/lib': link('usr/lib'), '/usr/lib/a': link('b'), '/usr/lib/b': link('/opt/c'), '/opt/c': 'x' });
    const { node, links } = tracePath(tree, '/lib/a');
    expect([tree.path(node!), links.map((one) => tree.path(one))]).toEqual(['/opt/c', ['/lib', '/usr/lib/a', '/usr/lib/b']]);
  });

  it('takes the last as it is where told so', async () => {
    const tree = await squashed({ '/lib': link('usr/lib'), '/usr/lib/a': link('b') });
    const { node, links } = tracePath(tree, '/lib/a', false);
    expect([tree.path(node!), links.map((one) => tree.path(one))]).toEqual(['/usr/lib/a', ['/lib']]);
  });

  it.each([
    ['leads nowhere', '/a', { '/a': link('b') }],
    ['goes in circles', '/a', { '/a': link('b'), '/b': link('a') }],
    ['goes through a file', '/a/b', { '/a': 'x' }],
  ])('finds nothing where a path %s', async (_, path, files) => {
    expect(tracePath(await squashed(files), path).node).toBeNull();
  });
});

describe('matchPaths', () => {
  it('keeps a star in its directory, and follows symlinks on the way', async () => {
    const tree = await squashed({
      '/lib': link('usr/lib'),
      '/usr/lib/x/m/a.so': 'x',
      '/usr/lib/y/m/b.so': 'x',
      '/usr/lib/y/n/c.so': 'x',
      '/usr/lib/y/m/d/e.so': 'x',
    });
    expect(matchPaths(tree, '/lib/*/m/*.so')).toEqual(['/lib/x/m/a.so', '/lib/y/m/b.so']);
    expect(matchPaths(tree, '/lib/{x,z}/m')).toEqual(['/lib/x/m']);
    expect(matchPaths(tree, '/lib/x/none')).toEqual([]);
  });

  it('names a symlink that leads nowhere, as it is there', async () => {
    expect(matchPaths(await squashed({ '/a/b': link('/none') }), '/a/*')).toEqual(['/a/b']);
  });
});
