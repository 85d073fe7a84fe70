import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountWaste } from '../../src/analyze/waste.ts';
import { rewrittenPairs, rowsToCompare } from '../../src/analyze/waste-candidates.ts';
import { squash } from '../../src/filesystem/squash.ts';
import type { Origin } from '../../src/model/finding.ts';
import type { WasteItem } from '../../src/model/report.ts';
import { naiveSquash } from '../filesystem/naive-squash.ts';
import { randomStack } from '../filesystem/random-stack.ts';
import { squashed } from '../filesystem/squashed.ts';
import { indexFile, indexOf } from '../layer/indexed.ts';
import { type LayerInput, layer } from '../support/layers.ts';

const unknown: Origin = { kind: 'unknown', guessed: false };

/** Of layers that `RUN 0`, `RUN 1` and so on made. */
async function waste(...layers: readonly LayerInput[]) {
  const tree = await squashed(...layers);
  return accountWaste(
    tree,
    layers.map((_, i) => `RUN ${i}`),
    layers.map(() => unknown),
  );
}

/** `cause path bytes layers`, in the order of the report. */
async function items(...layers: readonly LayerInput[]): Promise<readonly string[]> {
  const { items } = await waste(...layers);
  return items.map(({ cause, path, bytes, layers }) => `${cause} ${path} ${bytes} ${layers.join(',')}`);
}

const opaque = '.wh..wh..opq';
const hard = (linkTarget: string) => ({ kind: 'hardlink' as const, linkTarget });

describe('a byte is reclaimable that', () => {
  it.each<[title: string, layers: readonly LayerInput[], expected: readonly string[]]>([
    ['an upper layer overwrites', [{ '/a': 5 }, { '/a': 7 }], ['modified /a 5 0,1']],
    ['an upper layer overwrites with as many other ones', [{ '/a': 'one' }, { '/a': 'two' }], ['modified /a 3 0,1']],
    ['an upper layer writes again', [{ '/a': 'same' }, { '/a': 'same' }], ['rewritten-identical /a 4 0,1']],
    ['an upper layer writes again with another mode', [{ '/a': 5 }, { '/a': { content: 5, mode: 0o755 } }], ['metadata-only /a 5 0,1']],
    ['an upper layer writes again with another owner', [{ '/a': 5 }, { '/a': { content: 5, uid: 1 } }], ['metadata-only /a 5 0,1']],
    ['an upper layer writes again at another time', [{ '/a': 5 }, { '/a': { content: 5, mtime: 1 } }], ['metadata-only /a 5 0,1']],
    [
      'an upper layer writes again with an attribute',
      [{ '/a': 5 }, { '/a': { content: 5, xattrs: { 'user.a': 'QQ==' } } }],
      ['metadata-only /a 5 0,1'],
    ],
    ['a whiteout hides', [{ '/a': 5 }, { '/.wh.a': 0 }], ['deleted /a 5 0,1']],
    ['a whiteout hides with its directory', [{ '/d/a': 5, '/d/e/b': 6 }, { '/d/c': 7 }, { '/.wh.d': 0 }], ['deleted /d 18 0,1,2']],
    ['an opaque directory hides', [{ '/d/a': 5, '/d/b': 6 }, { [`/d/${opaque}`]: 0 }], ['opaque /d 11 0,1']],
    [
      'one layer ships twice',
      [
        [
          ['/a', 5],
          ['/a', 6],
        ],
      ],
      ['duplicate-entry /a 5 0,0'],
    ],
    ['a file instead of its directory hides', [{ '/d/a': 5, '/d/b': 6 }, { '/d': 1 }], ['modified /d 11 0,1']],
    ['a directory instead of it hides', [{ '/d': 5 }, { '/d/a': 1 }], ['modified /d 5 0,1']],
    ['a symlink instead of it hides', [{ '/a': 5 }, { '/a': { linkTarget: 'b' } }], ['modified /a 5 0,1']],
    ['a marker holds', [{ '/a/.wh.b': 5 }], ['deleted /a/b 5 0,0']],
    ['AUFS left behind', [{ '/.wh..wh.plnk/1.2': 5 }], ['deleted /.wh..wh.plnk/1.2 5 0,0']],
    [
      'is hidden, and by the next layer again',
      [{ '/a': 'one' }, { '/a': 'two' }, { '/a': 'ten' }],
      ['modified /a 3 0,1', 'modified /a 3 1,2'],
    ],
    [
      'was written again and then removed',
      [{ '/a': 'same' }, { '/a': 'same' }, { '/.wh.a': 0 }],
      ['rewritten-identical /a 4 0,1', 'deleted /a 4 1,2'],
    ],
    ['no path leads to any more', [{ '/a': 5, '/b': hard('/a') }, { '/.wh.a': 0 }, { '/.wh.b': 0 }], ['deleted /a 5 0,1']],
    ['several layers ship', [{ '/d/a': 5 }, { '/d/a': 6, '/d/b': 1 }, { '/.wh.d': 0 }], ['deleted /d 7 1,2', 'modified /d/a 5 0,1']],
  ])('%s', async (_, layers, expected) => {
    expect(await items(...layers)).toEqual(expected);
  });
});

describe('a byte is not reclaimable that', () => {
  it.each<[title: string, layers: readonly LayerInput[]]>([
    ['is visible', [{ '/a': 5 }, { '/b': 6 }]],
    ['is visible at another path', [{ '/a': 5, '/b': hard('/a') }, { '/.wh.a': 0 }]],
    ['is visible at another path of an upper layer', [{ '/a': 5 }, { '/b': hard('/a') }, { '/a': 6 }]],
    ['equals another one at another path', [{ '/a': 5 }, { '/b': 5 }]],
    [
      'is none',
      [
        { '/a': 0, '/d/': 0, '/l': { linkTarget: 'x' } },
        { '/.wh.a': 0, '/.wh.d': 0, '/.wh.l': 0 },
      ],
    ],
    ['a whiteout only looks like hiding', [{ '/x.wh.y': 5, '/y': 5 }, { '/z': 1 }]],
    ['its directory is only named again', [{ '/d/': 0, '/d/a': 5 }, { '/d/': 0 }]],
    ['a whiteout of its own layer seems to hide', [{}, { '/a': 5, '/.wh.a': 0 }]],
  ])('%s', async (_, layers) => {
    expect(await waste(...layers)).toMatchObject({ reclaimableBytes: 0, items: [] });
  });
});

describe('accountWaste', () => {
  it('says whose the bytes are, and what to do', async () => {
    expect(await waste({ '/keep': 1 }, { '/tmp/a': 5, '/tmp/b': 6 }, { '/.wh.tmp': 0 })).toEqual({
      reclaimableBytes: 11,
      layerBytes: [0, 11, 0],
      items: [
        {
          path: '/tmp',
          bytes: 11,
          cause: 'deleted',
          layers: [1, 2],
          instruction: 'RUN 2',
          remedy: 'delete it in the RUN instruction that creates it, or keep it in a cache mount',
        },
      ],
    });
  });

  it('asks nobody to change what the base image did', async () => {
    const layers: readonly LayerInput[] = [{ '/etc/a': 1 }, { '/lib/b': 5 }, { '/.wh.lib': 0 }];
    const ofBase: Origin = { kind: 'base', guessed: true };
    const found = accountWaste(
      await squashed(...layers),
      ['ADD root', 'RUN 1', 'RUN 2'],
      [ofBase, ofBase, { kind: 'user', guessed: true }],
    );
    expect(found.items.map(({ remedy }) => remedy)).toEqual([
      'removing what the base image ships saves nothing: start from a smaller base, or copy what is needed into a new stage',
    ]);
  });

  it('puts the most bytes first, then goes by path', async () => {
    const found = await items({ '/c': 5, '/b': 5, '/a': 9, '/Z': 5 }, { '/.wh.a': 0, '/.wh.b': 0, '/.wh.c': 0, '/.wh.Z': 0 });
    expect(found.map((item) => item.split(' ')[1])).toEqual(['/a', '/Z', '/b', '/c']);
  });

  it('is what is shipped less what is seen, in sum and by layer, of any layers', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, async (inputs) => {
        const layers = await Promise.all(inputs.map((input) => indexOf(input)));
        const found = accountWaste(
          squash(layers, [1, 2]),
          layers.map(() => ''),
          layers.map(() => unknown),
        );
        const { entries, seen } = naiveSquash(layers);
        const visible = new Set([...seen.values()].map(({ inode }) => inode));
        const hidden = entries.filter((entry) => !visible.has(entry));
        const bytes = (of: typeof hidden): number => of.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
        expect(found.reclaimableBytes).toBe(bytes([...entries]) - bytes([...visible].filter((inode) => inode !== null)));
        expect(found.layerBytes).toEqual(layers.map((_, i) => bytes(hidden.filter(({ layer }) => layer === i))));
        expect(found.items.reduce((sum, item) => sum + item.bytes, 0)).toBe(found.reclaimableBytes);
        expect(found.items.every(isSound(layers.length))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('takes content that nobody has hashed for changed', () => {
    const tree = squash([indexFile(layer({ '/a': 'same' })), indexFile(layer({ '/a': 'same' }))], [1, 2]);
    expect(accountWaste(tree, ['', ''], [unknown, unknown]).items.map(({ cause }) => cause)).toEqual(['modified']);
    expect(rowsToCompare(tree, rewrittenPairs(tree))).toEqual([
      { layer: 0, entries: [0] },
      { layer: 1, entries: [0] },
    ]);
  });
});

describe('rewrittenPairs', () => {
  it.each<[title: string, layers: readonly LayerInput[], pairs: number]>([
    ['files of one size at one path', [{ '/a': 5 }, { '/a': 'other' }], 1],
    ['each of three with the next', [{ '/a': 5 }, { '/a': 5 }, { '/a': 5 }], 2],
    ['a hardlink by what it leads to', [{ '/a': 5, '/b': 5 }, { '/a': hard('/b') }], 1],
    ['no files of other sizes', [{ '/a': 5 }, { '/a': 6 }], 0],
    ['no empty files', [{ '/a': 0 }, { '/a': 0 }], 0],
    ['no files that are removed', [{ '/a': 5 }, { '/.wh.a': 0 }, { '/a': 5 }], 0],
    [
      'no files of one layer',
      [
        [
          ['/a', 5],
          ['/a', 5],
        ],
      ],
      0,
    ],
    ['no directories', [{ '/d/': 0 }, { '/d/': 0 }], 0],
    ['no file and symlink', [{ '/a': 5 }, { '/a': { linkTarget: 'abcde' } }], 0],
    ['no file with what is below it', [{ '/a': 5 }, { '/a/b': 5 }], 0],
  ])('are %s', async (_, layers, pairs) => {
    expect(rewrittenPairs(await squashed(...layers))).toHaveLength(pairs);
  });
});

/** Layers ascend to the one that hides them. */
function isSound(layerCount: number): (item: WasteItem) => boolean {
  return ({ bytes, layers, path }) =>
    bytes > 0 &&
    path.startsWith('/') &&
    layers.length >= 2 &&
    layers.every((layer, i) => layer >= 0 && layer < layerCount && (i === 0 || layers[i - 1]! <= layer));
}
