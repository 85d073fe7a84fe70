import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { squashUpTo } from '../filesystem/squash.ts';
import { kindOf, none } from '../filesystem/tree-state.ts';
import { contentHash } from '../model/layer-index.ts';
import { type ImageView, imageView } from './image-view.ts';
import { ownersOf } from './ownership.ts';
import { runtimeMarker } from './runtime-marker.ts';

/** Each takes as long as all layers up to it: an image of a thousand layers is not squashed a thousand times. */
const maxEarlierViews = 8;

/**
 * Whether what a layer put somewhere came with a package, or with a runtime that is unpacked as a whole, and is what they put there. A file
 * that a layer above the package's own has written is somebody else's, unless its content is the same. What cannot be known is nobody's.
 */
export function packagedEntries(image: ImageView): (entry: EntryNumber) => boolean {
  const { nodes, previous } = image.tree.state;
  const viewUpTo = earlierViews(image);
  const known = new Map<EntryNumber, boolean>();
  const came = (entry: EntryNumber): boolean => {
    const node = nodes[entry]!;
    return node !== none && (isBrought(image, node, entry) || isBrought(viewUpTo(image.tree.layerOf(entry)), node, entry));
  };
  return (entry) => {
    const copies: EntryNumber[] = [];
    let at = entry;
    // Without recursion, and each copy once: there may be as many as a layer has entries.
    while (at !== none && !known.has(at) && !came(at)) {
      copies.push(at);
      const before = previous[at]!;
      at = before !== none && hasSameContent(image.tree, before, at) ? before : none;
    }
    const isPackaged = at !== none && (known.get(at) ?? true);
    for (const copy of [...copies, ...(at === none ? [] : [at])]) known.set(copy, isPackaged);
    return isPackaged;
  };
}

/** Of an image that ended with a layer; null for more than may be looked at. */
function earlierViews(image: ImageView): (layer: number) => ImageView | null {
  const views = new Map<number, ImageView>([[image.tree.layers.length - 1, image]]);
  return (layer) => {
    const known = views.get(layer);
    if (known !== undefined || views.size > maxEarlierViews) return known ?? null;
    const layers = image.image.layers.slice(0, layer + 1);
    const view = imageView({ ...image.image, layers }, squashUpTo(image.tree, layer), image.instructions.slice(0, layer + 1));
    views.set(layer, view);
    return view;
  };
}

/** Whether an entry that is seen there is of the layer that brought what it belongs to, or was there before. */
function isBrought(view: ImageView | null, node: Node, entry: EntryNumber): boolean {
  if (view === null || view.tree.entryAt(node) !== entry) return false;
  const layer = view.tree.layerOf(entry);
  const { packages, ownership } = view.inventory();
  return ownersOf(packages, ownership, node).some((owner) => owner.layer >= layer) || runtimeLayer(view.tree, node) === layer;
}

function runtimeLayer(tree: ImageTree, node: Node): number | null {
  const marker = runtimeMarker(tree.path(node));
  const found = marker === null ? null : tree.find(marker);
  const entry = found === null ? null : tree.entryAt(found);
  return entry === null ? null : tree.layerOf(entry);
}

function hasSameContent(tree: ImageTree, a: EntryNumber, b: EntryNumber): boolean {
  if (tree.kindNumber(a) !== kindOf.file || tree.kindNumber(b) !== kindOf.file) return false;
  const [first, second] = [a, b].map((entry) => contentHash(tree.layers[tree.layerOf(entry)]!.columns, tree.rowOf(entry)));
  return first != null && second != null && Buffer.compare(first, second) === 0;
}
