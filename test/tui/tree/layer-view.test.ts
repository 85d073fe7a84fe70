import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageTree, Node } from '../../../src/filesystem/image-tree.ts';
import { listChanges } from '../../../src/filesystem/list-changes.ts';
import { squash } from '../../../src/filesystem/squash.ts';
import { subtreeSizes } from '../../../src/filesystem/subtree-sizes.ts';
import { changeOf, type TreeMode, viewLayer } from '../../../src/tui/tree/layer-view.ts';
import { indexTree } from '../../../src/tui/tree/tree-index.ts';
import { randomStack } from '../../filesystem/random-stack.ts';
import { squashed } from '../../filesystem/squashed.ts';
import type { LayerInput } from '../../support/layers.ts';

const names = Object.fromEntries(Object.entries(changeOf).map(([name, number]) => [number, name]));

/** `change path bytes` of all that a view has, unless it is unchanged. */
function changed(tree: ImageTree, layer: number, mode: TreeMode = 'changes'): readonly string[] {
  const view = viewLayer(indexTree(tree), layer, mode);
  const found: string[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    if (view.changes[node]! > changeOf.unchanged) found.push(`${names[view.changes[node]!]} ${tree.path(node)} ${view.bytes[node]}`);
  }
  return found.sort();
}

describe('viewLayer', () => {
  it.each<[string, LayerInput, LayerInput, readonly string[]]>([
    ['a new file, and the directories that it implies', { '/a': 1 }, { '/d/new': 5 }, ['added /d 5', 'added /d/new 5']],
    ['a whiteout, with all below it', { '/d/a': 1, '/d/b': 2 }, { '/.wh.d': 0 }, ['removed /d 3', 'removed /d/a 1', 'removed /d/b 2']],
    ['an opaque directory', { '/d/a': 1, '/d/b': 2 }, { '/d/.wh..wh..opq': 0, '/d/b': 7 }, ['modified /d/b 7', 'removed /d/a 1']],
    ['the very same file, shipped again', { '/a': 1 }, { '/a': 1 }, ['modified /a 1']],
    ['a directory that is only named again', { '/d/': 0, '/d/a': 1 }, { '/d/': 0, '/d/b': 1 }, ['added /d/b 1']],
    ['a directory of another mode', { '/d/': 0 }, { '/d/': { mode: 0o700 } }, ['modified /d 0']],
    ['a link that is only named again', { '/l': { linkTarget: 'a' } }, { '/l': { linkTarget: 'a' } }, []],
    ['a link that leads elsewhere', { '/l': { linkTarget: 'a' } }, { '/l': { linkTarget: 'b' } }, ['modified /l 0']],
    ['a whiteout of nothing', { '/a': 1 }, { '/.wh.b': 0 }, []],
  ])('knows %s', async (_, lower, upper, expected) => {
    expect(changed(await squashed(lower, upper), 1)).toEqual(expected);
  });

  it('takes the base layer for no change, as dive does', async () => {
    expect(changed(await squashed({ '/a': 1 }, { '/b': 1 }), 0)).toEqual([]);
  });

  it('shows a layer as if those above were not there', async () => {
    expect(changed(await squashed({ '/a': 1 }, { '/b': 4 }, { '/.wh.b': 0 }), 1)).toEqual(['added /b 4']);
  });

  it('adds up the changes since the base', async () => {
    const tree = await squashed({ '/a': 1 }, { '/b': 4 }, { '/c': 2, '/.wh.a': 0 });
    expect(changed(tree, 2, 'aggregate')).toEqual(['added /b 4', 'added /c 2', 'removed /a 1']);
    expect(changed(tree, 2, 'changes')).toEqual(['added /c 2', 'removed /a 1']);
  });

  it('agrees with listChanges on any two layers', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, async (stack) => {
        // A link that climbs makes the directories on its way; when, nobody can tell afterwards.
        fc.pre(!JSON.stringify(stack).includes('..'));
        const whole = await squashed(...stack);
        if (stack.length < 2) return;
        const [before, after] = [squash(whole.layers.slice(0, -1), [1, 2]), squash(whole.layers, [1, 2])];
        const expected = [...listChanges(before, after)]
          .map(({ change, path }) => `${change} ${path}`)
          .filter((line) => !line.endsWith(' /'));
        const found = changed(whole, stack.length - 1).map((line) => line.replace(/ \d+$/, ''));
        // A directory that nothing names and that takes the place of a file is a change.
        const isImplied = (line: string): boolean => {
          const fresh = { node: after.find(line.slice(line.indexOf('/'))) };
          return fresh.node !== null && after.entryAt(fresh.node) === null && line.startsWith('modified');
        };
        expect(found.filter((line) => !isImplied(line))).toEqual(expected.filter((line) => !isImplied(line)).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('has what a container of the layers so far would see, directories that were emptied too', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, async (stack) => {
        // A link that climbs makes the directories on its way; when, nobody can tell afterwards.
        fc.pre(!JSON.stringify(stack).includes('..'));
        const whole = await squashed(...stack);
        const index = indexTree(whole);
        for (let layer = 0; layer < stack.length; layer++) {
          const part = squash(whole.layers.slice(0, layer + 1), [1, 2]);
          expect(seen(whole, (node) => isSeen(viewLayer(index, layer, 'changes').changes[node]!))).toEqual(
            seen(part, (node) => part.isVisible(node)),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps a directory that no layer names when it is emptied, and not when it is removed', async () => {
    const emptied = await squashed({ '/d/e/a': 1 }, { '/d/e/.wh.a': 0 }, { '/b': 1 });
    expect(changed(emptied, 1)).toEqual(['removed /d/e/a 1']);
    const removed = await squashed({ '/d/e/a': 1 }, { '/d/e/.wh.a': 0 }, { '/.wh.d': 0 }, { '/b': 1 });
    expect(changed(removed, 2)).toEqual(['removed /d 0', 'removed /d/e 0']);
  });

  it('counts the bytes of the last layer as the whole tree does', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, async (stack) => {
        const tree = await squashed(...stack);
        if (stack.length === 0) return;
        const { bytes } = subtreeSizes(tree);
        const view = viewLayer(indexTree(tree), stack.length - 1, 'changes');
        const [ours, theirs] = [[view.bytes[0]], [bytes[0]]];
        for (let node = 1; node < tree.nodeCount; node++) {
          if (view.changes[node] !== changeOf.absent && view.changes[node] !== changeOf.removed) {
            ours.push(view.bytes[node]!);
            theirs.push(bytes[node]!);
          }
        }
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 100 },
    );
  });
});

function isSeen(change: number): boolean {
  return change !== changeOf.absent && change !== changeOf.removed;
}

function seen(tree: ImageTree, isThere: (node: Node) => boolean): readonly string[] {
  const paths: string[] = [];
  for (let node = 1; node < tree.nodeCount; node++) if (isThere(node)) paths.push(tree.path(node));
  return paths.sort();
}
