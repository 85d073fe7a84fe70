import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageLeaf, pageTree } from '../../../src/report/html/page-tree.ts';

const leaf = (path: string, bytes: number, category = 0): PageLeaf => ({ path, bytes, categories: [category] });

describe('pageTree', () => {
  it('has directories before what is in them, with all their bytes', () => {
    expect(pageTree([leaf('/d/a', 30, 1), leaf('/d/b', 20, 2), leaf('/c', 10, 2)], 1, 100)).toEqual({
      names: ['/', 'd', 'a', 'b', 'c'],
      parents: [-1, 0, 1, 1, 0],
      bytes: [60, 50, 30, 20, 10],
      counts: [3, 2, 1, 1, 1],
      kinds: ['directory', 'directory', 'file', 'file', 'file'],
      categories: [[1, 1, 1, 2, 2]],
    });
  });

  it('puts together what is too small, with the colour of most of its bytes', () => {
    const tree = pageTree([leaf('/d/a', 30, 1), leaf('/d/b', 2, 2), leaf('/d/e/f', 3, 3), leaf('/g', 1, 4)], 1, 3);
    expect(tree.names.map((name, i) => [name, tree.parents[i], tree.bytes[i], tree.counts[i], tree.categories[0]![i]])).toEqual([
      ['/', -1, 36, 4, 1],
      ['d', 0, 35, 3, 1],
      ['a', 1, 30, 1, 1],
      ['2 smaller files', 1, 5, 2, 3],
      ['1 smaller file', 0, 1, 1, 4],
    ]);
  });

  it('shows both where a path was a file and is a directory', () => {
    const tree = pageTree([leaf('/a/b', 5), leaf('/a', 3), leaf('/a/c', 2)], 1, 100);
    expect([tree.names, tree.parents, tree.bytes]).toEqual([
      ['/', 'a', 'b', 'a', 'c'],
      [-1, 0, 1, 0, 1],
      [10, 7, 5, 3, 2],
    ]);
  });

  it('takes names for names', () => {
    const tree = pageTree([leaf('/__proto__/constructor', 1), leaf('/\u202ename\n', 1)], 1, 100);
    expect(tree.names).toEqual(['/', '__proto__', 'constructor', '\\u202ename\\n']);
  });

  it('loses no byte, whatever is put together', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);
    const leaves = fc.array(
      fc.tuple(path, fc.integer({ min: 1, max: 99 }), fc.nat(3)).map((one) => leaf(...one)),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(leaves, fc.integer({ min: 1, max: 20 }), (all, maxNodes) => {
        const { parents, bytes, counts, kinds, names } = pageTree(all, 1, maxNodes);
        const total = all.reduce((sum, one) => sum + one.bytes, 0);
        expect([bytes[0], counts[0]]).toEqual([total, all.length]);
        expect(kinds.filter((kind) => kind !== 'rest').length).toBeLessThanOrEqual(maxNodes);
        for (const [node, kind] of kinds.entries()) {
          const children = names.flatMap((_, child) => (parents[child] === node ? [child] : []));
          expect(children.every((child) => child > node)).toBe(true);
          if (kind !== 'directory' || all.length === 0) continue;
          expect(children.reduce((sum, child) => sum + bytes[child]!, 0)).toBe(bytes[node]);
        }
      }),
    );
  });
});
