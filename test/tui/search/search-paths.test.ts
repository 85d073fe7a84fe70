import { describe, expect, it } from 'vitest';
import { listPaths } from '../../../src/tui/search/path-list.ts';
import { searchPaths } from '../../../src/tui/search/search-paths.ts';
import { indexTree } from '../../../src/tui/tree/tree-index.ts';
import { squashed } from '../../filesystem/squashed.ts';

async function found(query: string, ...paths: readonly string[]): Promise<{ readonly results: readonly string[]; readonly count: number }> {
  const tree = await squashed(Object.fromEntries(paths.map((path) => [path, 1])));
  const index = indexTree(tree);
  const last = [...searchPaths(await listPaths(index, async () => {}), query)].at(-1)!;
  return { results: last.results.map((node) => tree.path(node)), count: last.matchCount };
}

describe('searchPaths', () => {
  it('finds letters in their order, whatever their case', async () => {
    expect(await found('lssl', '/usr/lib/LibSSL.so', '/usr/lib/libz.so', '/ssl/l')).toEqual({ results: ['/usr/lib/LibSSL.so'], count: 1 });
  });

  it('puts what is in the name, together and at its beginning first', async () => {
    const { results } = await found('conf', '/c/o/n/f', '/etc/my.conf', '/etc/conf', '/xcyoznwf');
    expect(results).toEqual(['/etc/conf', '/etc/my.conf', '/c/o/n/f', '/xcyoznwf']);
  });

  it('has everything for nothing, and nothing for what is not there', async () => {
    expect((await found('', '/a', '/b')).count).toBe(2);
    expect(await found('zz', '/a', '/b')).toEqual({ results: [], count: 0 });
  });

  it('takes a path with its slashes', async () => {
    expect((await found('etc/pass', '/etc/passwd', '/etcpass')).results).toEqual(['/etc/passwd']);
  });

  it('counts more than it lists', async () => {
    const { results, count } = await found('f', ...Array.from({ length: 900 }, (_, i) => `/f${i}`));
    expect([results.length, count]).toEqual([200, 900]);
  });
});
