import { describe, expect, it } from 'vitest';
import { directorySizesOfTree, ownWeight } from '../../src/gate/directory-sizes.ts';
import { treeOf } from '../report/tree-of.ts';

const tree = await treeOf({ '/opt/lib/old': 900, '/opt/lib/grown': 500, '/srv/a': 5_000 }, { '/opt/lib/grown': 700, '/opt/lib/new': 300 });
const sizes = directorySizesOfTree(tree);

describe('the files of a directory', () => {
  it('are told by their own bytes', () => {
    expect(sizes.heaviestFiles('/opt', 2, ownWeight)).toEqual([
      { path: '/opt/lib/old', bytes: 900, layer: 0 },
      { path: '/opt/lib/grown', bytes: 700, layer: 1 },
    ]);
    expect(sizes.heaviestFiles('/nowhere', 2, ownWeight)).toEqual([]);
  });

  it('are told by what they weigh, those left out that weigh nothing', () => {
    const before: Readonly<Record<string, number>> = { '/opt/lib/old': 900, '/opt/lib/grown': 500 };
    expect(sizes.heaviestFiles('/', 9, ({ path, bytes }) => (path === '/srv/a' ? -1 : bytes - (before[path] ?? 0)))).toEqual([
      { path: '/opt/lib/new', bytes: 300, layer: 1 },
      { path: '/opt/lib/grown', bytes: 200, layer: 1 },
    ]);
  });

  it('have the bytes that are seen there', () => {
    expect(['/opt/lib/grown', '/opt/lib/none', '/opt'].map((path) => sizes.fileBytes?.(path))).toEqual([700, 0, 0]);
  });
});
