import type { EntryKind } from '../../src/model/layer-entry.ts';
import { type LayerIndex, layerEntry } from '../../src/model/layer-index.ts';

type Node = { bytes: number; isDirectory: boolean; readonly children: Map<string, Node> };
type Visit = (names: readonly string[], node: Node) => boolean;

/** dive's efficiency told once more, the slow and simple way: real trees, copied and laid on each other for every whiteout. */
export function modelEfficiency(indexes: readonly LayerIndex[]): { readonly efficiencyScore: number; readonly wastedBytes: number } {
  const trees = indexes.map(layerTree);
  const sums = new Map<string, { smallest: number; cumulative: number; count: number }>();
  trees.forEach((tree, i) => {
    visit(tree, [], (names, node) => {
      if (node.children.size > 0) return true;
      const key = plain(names).join('/');
      const sum = sums.get(key) ?? { smallest: -1, cumulative: 0, count: 0 };
      sums.set(key, sum);
      const bytes = isWhiteout(names) ? removedBytes(trees, i, plain(names)) : node.bytes;
      if (bytes === null) return false;
      sum.smallest = sum.smallest < 0 ? bytes : Math.min(sum.smallest, bytes);
      sum.cumulative += bytes;
      sum.count += 1;
      return true;
    });
  });
  const all = [...sums.values()];
  const cumulative = total(all.map((sum) => sum.cumulative));
  return {
    efficiencyScore: cumulative === 0 ? 1 : total(all.map((sum) => sum.smallest)) / cumulative,
    wastedBytes: total(all.filter((sum) => sum.count > 1).map((sum) => sum.cumulative)),
  };
}

function layerTree(index: LayerIndex): Node {
  const root = emptyNode();
  for (let i = 0; i < index.entryCount; i++) {
    const { path, kind, sizeBytes } = layerEntry(index, i);
    put(root, archiveNames(path, kind), sizeBytes, kind === 'directory');
  }
  return root;
}

function archiveNames(path: string, kind: EntryKind): readonly string[] {
  const names = path.split('/').filter((name) => name !== '');
  if (kind === 'opaque-whiteout') return [...names, '.wh..wh..opq'];
  return kind === 'whiteout' ? [...names.slice(0, -1), `.wh.${names.at(-1)}`] : names;
}

function put(root: Node, names: readonly string[], bytes: number, isDirectory: boolean): void {
  let node = root;
  for (const name of names) {
    if (name.startsWith('.wh..wh..')) return;
    const next = node.children.get(name) ?? emptyNode();
    node.children.set(name, next);
    node = next;
  }
  Object.assign(node, { bytes, isDirectory });
}

function removedBytes(trees: readonly Node[], layer: number, names: readonly string[]): number | null {
  const stack = structuredClone(trees[0]!);
  for (const tree of trees.slice(0, layer)) {
    visit(tree, [], (at, node) => {
      if (isWhiteout(at)) find(stack, plain(at).slice(0, -1))?.children.delete(plain(at).at(-1)!);
      else put(stack, at, node.bytes, node.isDirectory);
      return true;
    });
  }
  const found = find(stack, names);
  if (found === null) return null;
  return found.isDirectory ? treeBytes(found) : 0;
}

/** Children first, by the bytes of their names. @returns false when `act` ended it */
function visit(node: Node, names: readonly string[], act: Visit): boolean {
  const sorted = [...node.children].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return sorted.every(([name, child]) => visit(child, [...names, name], act)) && (names.length === 0 || act(names, node));
}

function find(root: Node, names: readonly string[]): Node | null {
  return names.reduce<Node | null>((node, name) => node?.children.get(name) ?? null, root);
}

function treeBytes(node: Node): number {
  return node.bytes + total([...node.children.values()].map(treeBytes));
}

function isWhiteout(names: readonly string[]): boolean {
  return names.at(-1)?.startsWith('.wh.') === true;
}

function plain(names: readonly string[]): readonly string[] {
  return [...names.slice(0, -1), names.at(-1)!.replace(/^\.wh\./, '')];
}

function emptyNode(): Node {
  return { bytes: 0, isDirectory: false, children: new Map() };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
