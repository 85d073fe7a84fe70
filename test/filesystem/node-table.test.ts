import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameHash } from '../../src/filesystem/name-hash.ts';
import { NodeTable, noNode, rootNode } from '../../src/filesystem/node-table.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

function child(table: NodeTable, parent: number, name: string): number {
  const found = table.find(parent, bytes(name), 0, name.length);
  return found === noNode ? table.add(parent, bytes(name), 0, name.length) : found;
}

describe('a node table', () => {
  it('is a map of maps', () => {
    const names = fc.array(fc.array(fc.constantFrom('a', 'b', 'ab', 'a\0', '\xff', 'x'.repeat(255)), { maxLength: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(names, fc.integer(), fc.integer(), (paths, one, other) => {
        const table = new NodeTable(nameHash([one, other]), 0);
        const known = new Map<string, number>([['', rootNode]]);
        for (const path of paths) {
          let node: number = rootNode;
          for (const [i, name] of path.entries()) {
            node = child(table, node, name);
            const whole = path.slice(0, i + 1).join('/');
            expect(known.get(whole) ?? node).toBe(node);
            known.set(whole, node);
          }
        }
        expect(table.count).toBe(known.size);
        for (const [path, node] of known) expect(Buffer.from(table.path(node)).toString('latin1')).toBe(path);
      }),
      { numRuns: 50 },
    );
  });

  it('grows, whatever it was made for', () => {
    const table = new NodeTable(nameHash([1, 2]), 3);
    const nodes = Array.from({ length: 30_000 }, (_, i) => child(table, rootNode, String(i)));
    expect(nodes.map((_, i) => child(table, rootNode, String(i)))).toEqual(nodes);
    expect(Buffer.from(table.name(nodes[12_345]!)).toString()).toBe('12345');
  });

  it('takes a name from the middle of other bytes', () => {
    const table = new NodeTable(nameHash([1, 2]), 0);
    const node = table.add(rootNode, bytes('usr/lib/x'), 4, 7);
    expect([table.find(rootNode, bytes('lib'), 0, 3), table.find(rootNode, bytes('usr/lib/x'), 4, 8)]).toEqual([node, noNode]);
  });

  it('follows lines for as long as they name what was created one after the other', () => {
    const table = new NodeTable(nameHash([1, 2]), 3);
    const directory = child(table, rootNode, 'd');
    const nodes = ['a', 'bb', 'c'].map((name) => child(table, directory, name));
    const other = child(table, rootNode, 'x');
    const follow = (text: string): readonly [number, readonly number[]] => {
      const into: number[] = [];
      return [table.followLines(nodes[0]!, directory, bytes(text), 0, into), into];
    };
    expect(follow('\0a\n\0bb\n\0c\n\0x\n')).toEqual([10, nodes]);
    expect(follow('\0a\n\0bb')).toEqual([7, nodes.slice(0, 2)]);
    expect(follow('\0a\n\0b\n')).toEqual([3, nodes.slice(0, 1)]);
    expect(follow('\0a\n\0bbb\n')).toEqual([3, nodes.slice(0, 1)]);
    expect(follow('\0aa\n')).toEqual([0, []]);
    expect(follow('')).toEqual([0, []]);
    expect(table.followLines(other, directory, bytes('\0x\n'), 0, [])).toBe(0);
    expect(table.followLines(table.count, rootNode, bytes('\0y\n'), 0, [])).toBe(0);
  });
});

describe('nameHash', () => {
  const hash = (seed: readonly [number, number], parent: number, name: string): number =>
    nameHash(seed)(parent, bytes(name), 0, name.length);

  it('depends on the name, the parent and the secret, and on nothing around the name', () => {
    const same = nameHash([1, 2]);
    expect(same(7, bytes('xxlibyy'), 2, 5)).toBe(hash([1, 2], 7, 'lib'));
    const hashes = [
      hash([1, 2], 7, 'lib'),
      hash([1, 2], 8, 'lib'),
      hash([1, 3], 7, 'lib'),
      hash([2, 2], 7, 'lib'),
      hash([1, 2], 7, 'lib\0'),
      hash([1, 2], 7, '\0lib'),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('spreads names that are much alike', () => {
    const slots = new Set(Array.from({ length: 10_000 }, (_, i) => hash([5, 6], 1, `file-${i}`) & 0xffff));
    // Of 65,536 slots, 10,000 random names take some 9,275.
    expect(slots.size).toBeGreaterThan(9_100);
  });
});
