import { describe, expect, it } from 'vitest';
import { noNode, rootNode } from '../../../src/filesystem/node-table.ts';
import { pathHistory } from '../../../src/tui/tree/path-history.ts';
import { squashed } from '../../filesystem/squashed.ts';
import type { LayerInput } from '../../support/layers.ts';

async function history(path: string, ...layers: readonly LayerInput[]): Promise<readonly string[]> {
  const tree = await squashed(...layers);
  let node: number = rootNode;
  for (const name of path.split('/').filter((part) => part !== '')) {
    const bytes = Buffer.from(name);
    node = tree.state.table.find(node, bytes, 0, bytes.length);
    expect(node).not.toBe(noNode);
  }
  return pathHistory(tree, node).map(({ layer, what, sizeBytes, by }) => `${layer} ${what} ${sizeBytes}${by === null ? '' : ` by ${by}`}`);
}

describe('pathHistory', () => {
  it('tells what each layer did', async () => {
    const layers = [{ '/a': 1 }, { '/b': 1 }, { '/a': 2 }, { '/.wh.a': 0 }, { '/a': 3 }];
    expect(await history('/a', ...layers)).toEqual(['0 added 1', '2 modified 2', '3 removed 2', '4 added 3']);
  });

  it('names the directory by way of which something went', async () => {
    expect(await history('/d/a', { '/d/a': 1 }, { '/.wh.d': 0 })).toEqual(['0 added 1', '1 removed 1 by /d']);
  });

  it('has nothing for a directory that no layer names', async () => {
    expect(await history('/d', { '/d/a': 1 })).toEqual([]);
  });
});
