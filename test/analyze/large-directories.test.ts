import { describe, expect, it } from 'vitest';
import { largeDirectories } from '../../src/analyze/large-directories.ts';
import { squashed } from '../filesystem/squashed.ts';

describe('largeDirectories', () => {
  it('lists what holds a hundredth of all, the root first, then by size and path', async () => {
    const tree = await squashed(
      { '/usr/lib/a': 600, '/usr/bin/b': 200, '/etc/c': 10, '/tiny/d': 9, '/opt/e': 181, '/gone/f': 5_000 },
      { '/.wh.gone': 0, '/empty/': 0 },
    );
    expect(largeDirectories(tree)).toEqual([
      { path: '/', sizeBytes: 1_000, entryCount: 13 },
      { path: '/usr', sizeBytes: 800, entryCount: 5 },
      { path: '/usr/lib', sizeBytes: 600, entryCount: 2 },
      { path: '/usr/bin', sizeBytes: 200, entryCount: 2 },
      { path: '/opt', sizeBytes: 181, entryCount: 2 },
      { path: '/etc', sizeBytes: 10, entryCount: 2 },
    ]);
  });

  it('lists the root alone where there is nothing', async () => {
    expect(largeDirectories(await squashed({ '/a/': 0, '/b': 0 }))).toEqual([{ path: '/', sizeBytes: 0, entryCount: 3 }]);
  });

  it('counts content with two paths in one of them', async () => {
    const tree = await squashed({ '/a/file': 100, '/b/link': { kind: 'hardlink', linkTarget: '/a/file' } });
    expect(largeDirectories(tree).map(({ path, sizeBytes }) => `${path} ${sizeBytes}`)).toEqual(['/ 100', '/a 100']);
  });
});
