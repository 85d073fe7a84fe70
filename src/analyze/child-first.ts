import type { DiveLayer } from './dive-layer.ts';
import type { DivePaths } from './dive-paths.ts';

/** The layer in the order of dive's walk: children before their parent, siblings by the bytes of their names. */
export function childFirst(layer: DiveLayer, paths: DivePaths): DiveLayer {
  const order = walk(layer.parents, sortedSiblings(layer, paths));
  const newPlaces = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) newPlaces[order[i]!] = i;
  const hasChildren = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) hasChildren[i] = layer.hasChildren[order[i]!]!;
  return {
    index: layer.index,
    paths: order.map((place) => layer.paths[place]!),
    parents: order.map((place) => (layer.parents[place] === -1 ? -1 : newPlaces[layer.parents[place]!]!)),
    rows: order.map((place) => layer.rows[place]!),
    hasChildren,
  };
}

/** By place plus one, so that 0 is the root as a parent, and none as a child or a sibling. */
type Siblings = { readonly first: Int32Array; readonly next: Int32Array };

function sortedSiblings({ parents, paths: members }: DiveLayer, paths: DivePaths): Siblings {
  const first = new Int32Array(parents.length + 1);
  const last = new Int32Array(parents.length + 1);
  const next = new Int32Array(parents.length + 1);
  const nameOf = (node: number) => paths.name(members[node - 1]!);
  const unsorted = new Set<number>();
  for (let node = 1; node < next.length; node++) {
    const parent = parents[node - 1]! + 1;
    const before = last[parent]!;
    last[parent] = node;
    if (before === 0) first[parent] = node;
    else next[before] = node;
    // Many archives are in order already.
    if (before !== 0 && !unsorted.has(parent) && Buffer.compare(nameOf(before), nameOf(node)) > 0) unsorted.add(parent);
  }
  for (const parent of unsorted) sortChildren(parent, { first, next }, nameOf);
  return { first, next };
}

function sortChildren(parent: number, { first, next }: Siblings, nameOf: (node: number) => Uint8Array): void {
  const children: { readonly node: number; readonly name: Uint8Array }[] = [];
  for (let node = first[parent]!; node !== 0; node = next[node]!) children.push({ node, name: nameOf(node) });
  children.sort((a, b) => Buffer.compare(a.name, b.name));
  children.forEach(({ node }, i) => {
    if (i === 0) first[parent] = node;
    next[node] = children[i + 1]?.node ?? 0;
  });
}

/** @returns places */
function walk(parents: Int32Array, { first, next }: Siblings): Int32Array {
  const order = new Int32Array(parents.length);
  let length = 0;
  let node = first[0]!;
  while (node !== 0) {
    while (first[node] !== 0) node = first[node]!;
    order[length++] = node - 1;
    // Each parent comes after its last child.
    while (node !== 0 && next[node] === 0) {
      node = parents[node - 1]! + 1;
      if (node !== 0) order[length++] = node - 1;
    }
    node = next[node]!;
  }
  return order;
}
