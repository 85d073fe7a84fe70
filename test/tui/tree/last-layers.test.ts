import { describe, expect, it } from 'vitest';
import { noLayer } from '../../../src/tui/tree/last-layers.ts';
import { indexTree } from '../../../src/tui/tree/tree-index.ts';
import { squashed } from '../../filesystem/squashed.ts';
import type { LayerInput } from '../../support/layers.ts';

async function last(...layers: readonly LayerInput[]): Promise<Readonly<Record<string, number>>> {
  const tree = await squashed(...layers);
  const { lastLayers, nodeCount } = indexTree(tree);
  return Object.fromEntries(Array.from({ length: nodeCount - 1 }, (_, i) => [tree.path(i + 1), lastLayers[i + 1]!]));
}

describe('lastLayers', () => {
  it('are the highest where nothing is removed, whoever wrote it', async () => {
    expect(await last({ '/a': 1, '/d/b': 1 }, { '/a': 2 }, { '/c': 1 })).toEqual({ '/a': 2, '/d': 2, '/d/b': 2, '/c': 2 });
  });

  it('end before the layer that removes something, or what it is in', async () => {
    expect(await last({ '/a': 1, '/d/b': 1 }, { '/d/c': 1 }, { '/.wh.a': 0, '/.wh.d': 0 })).toEqual({
      '/a': 1,
      '/d': 1,
      '/d/b': 1,
      '/d/c': 1,
    });
    expect(await last({ '/d/b': 1 }, { '/d/.wh..wh..opq': 0, '/d/c': 1 })).toMatchObject({ '/d': 1, '/d/b': 0, '/d/c': 1 });
  });

  it('begin anew where it is written again', async () => {
    expect(await last({ '/a': 1 }, { '/.wh.a': 0 }, { '/a': 1 }, { '/.wh.a': 0 })).toEqual({ '/a': 2 });
  });

  it('are none for a whiteout of what was never there', async () => {
    const found = await last({ '/a': 1 }, { '/.wh.b': 0 });
    expect(found['/b'] ?? noLayer).toBe(noLayer);
  });
});
