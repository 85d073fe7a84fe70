import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTree } from '../../src/filesystem/list-tree.ts';
import { rootNode } from '../../src/filesystem/node-table.ts';
import { squash } from '../../src/filesystem/squash.ts';
import { none } from '../../src/filesystem/tree-state.ts';
import { indexOf } from '../layer/indexed.ts';
import { naiveSquash } from './naive-squash.ts';
import { randomStack } from './random-stack.ts';
import { seen, squashed } from './squashed.ts';

const opaque = '.wh..wh..opq';

describe('squash', () => {
  it('is what a plain reference makes of any layers, provenance included', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, async (inputs) => {
        const layers = await Promise.all(inputs.map((input) => indexOf(input)));
        const tree = squash(layers, [1, 2]);
        const naive = naiveSquash(layers);
        const nodes = [...listTree(tree, rootNode)];
        expect(Object.fromEntries(nodes.map((node) => [tree.path(node), [tree.entryAt(node), tree.inodeAt(node)]]))).toEqual(
          Object.fromEntries([...naive.seen].map(([path, { entry, inode }]) => [path, [entry?.number ?? null, inode?.number ?? null]])),
        );
        const { hiddenBy, previous, linkCounts } = tree.state;
        const numbers = naive.entries.map(({ number }) => number);
        expect(numbers.map((number) => previous[number])).toEqual(numbers.map((number) => naive.previous.get(number) ?? none));
        const isHidden = (number: number): boolean => hiddenBy[number] !== none;
        expect(numbers.filter(isHidden)).toEqual(numbers.filter((number) => naive.hiddenBy.has(number)));
        const links = [...naive.seen.values()].flatMap(({ inode }) => (inode === null ? [] : [inode.number]));
        expect([...linkCounts]).toEqual(numbers.map((number) => links.filter((linked) => linked === number).length));
      }),
      { numRuns: 80 },
    );
  });

  it('does not depend on the secret of its hash', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, fc.integer(), fc.integer(), async (inputs, one, other) => {
        const layers = await Promise.all(inputs.map((input) => indexOf(input)));
        expect(seen(squash(layers, [one, other]))).toEqual(seen(squash(layers, [1, 2])));
      }),
      { numRuns: 30 },
    );
  });

  it('takes depth without a stack, and width without a hurry', async () => {
    const deep = `${'/d'.repeat(511)}`;
    const wide = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`/w/${i}`, 0]));
    const tree = await squashed({ [deep]: 1, ...wide }, { '/.wh.d': 0, '/w/.wh.5': 0 });
    expect(tree.find('/d')).toBeNull();
    expect(tree.children(tree.find('/w')!)).toHaveLength(2_999);
  });
});

describe('a large directory', () => {
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`/d/${i}`, 0]));
  // Looking through it each time would take 10^8 steps.
  const again = 500;

  it('may be emptied again and again', async () => {
    const [base, markers] = await Promise.all([indexOf(wide), indexOf(Array.from({ length: 250 }, () => [`/d/${opaque}`, 0] as const))]);
    const tree = squash([base, ...Array.from({ length: again }, () => markers)], [1, 2]);
    expect(seen(tree)).toEqual(['/d directory @-']);
  });

  it('may become a file and a directory again and again', async () => {
    const turns = Array.from({ length: 125 }, () => [['/d', 0] as const, ['/d/x', 0] as const]).flat();
    const [base, turning] = await Promise.all([indexOf(wide), indexOf(turns)]);
    const tree = squash([base, ...Array.from({ length: again }, () => turning)], [1, 2]);
    expect(seen(tree)).toEqual(['/d directory @-', `/d/x file 0 @${again}`]);
  });
});

describe('provenance', () => {
  it('tells for each entry which one hid it', async () => {
    const tree = await squashed(
      { '/a': 1, '/d/b': 1, '/e/c': 1, '/f': 1, '/g': 1 },
      { '/a': 2, '/.wh.d': 0, [`/e/${opaque}`]: 0, '/f/x': 1 },
    );
    const { hiddenBy } = tree.state;
    const first = 5;
    // The first layer: a, d/b, e/c, f, g. The second: a, the whiteout, the marker, f/x.
    expect([...hiddenBy]).toEqual([first, first + 1, first + 2, first + 3, none, none, none, none, none]);
  });

  it('tells for each entry what was at its path before', async () => {
    const tree = await squashed({ '/a': 1, '/b': 1 }, { '/a': 2, '/c': 1 }, { '/a': 3, '/.wh.b': 0 });
    expect([...tree.state.previous]).toEqual([none, none, 0, none, 2, none]);
  });
});
