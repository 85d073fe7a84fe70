import type { ImageTree } from '../filesystem/image-tree.ts';
import { encodeName } from '../model/layer-index.ts';
import type { PlannedEntry } from './planned-entries.ts';
import { parentOf } from './planned-entries.ts';
import { type SlimEntry, type SlimLayer, type SlimLayerName, slimLayerNames } from './slim-entry.ts';

/**
 * The layers that hold these entries; those that would be empty are left out.
 * @param isInBase whether the base has just the same at that path
 */
export function slimLayers(
  entries: ReadonlyMap<string, PlannedEntry>,
  tree: ImageTree,
  isInBase: (entry: SlimEntry) => boolean,
): readonly SlimLayer[] {
  const wanted = [...entries.values()].filter(({ entry }) => !isInBase(entry));
  return slimLayerNames.flatMap((name) => {
    const own = wanted.filter(({ layer }) => layer === name).map(({ entry }) => entry);
    return own.length === 0 ? [] : [toLayer(name, withParents(own, entries), tree)];
  });
}

/** A layer that lacks a parent of its files gives it to root when it is unpacked, over whatever a lower layer says. */
function withParents(own: readonly SlimEntry[], entries: ReadonlyMap<string, PlannedEntry>): readonly SlimEntry[] {
  const found = new Map(own.map((entry) => [entry.header.path, entry]));
  for (const { header } of own) {
    for (let parent = parentOf(header.path); parent !== '/' && !found.has(parent); parent = parentOf(parent)) {
      found.set(parent, entries.get(parent)!.entry);
    }
  }
  return [...found.values()];
}

function toLayer(name: SlimLayerName, own: readonly SlimEntry[], tree: ImageTree): SlimLayer {
  const sorted = own
    .map((entry) => ({ entry, rank: rankOf(entry), place: placeOf(entry, tree), path: encodeName(entry.header.path) }))
    .sort((a, b) => a.rank - b.rank || a.place[0] - b.place[0] || a.place[1] - b.place[1] || Buffer.compare(a.path, b.path));
  const entries = sorted.map(({ entry }) => entry);
  return { name, entries, sizeBytes: entries.reduce((sum, { header }) => sum + header.sizeBytes, 0) };
}

/** Directories before what is in them, files before further names of them. */
function rankOf({ header, content }: SlimEntry): number {
  if (header.kind === 'directory') return 0;
  if (header.kind === 'hardlink') return 3;
  return content.kind === 'image' ? 2 : 1;
}

/** In the order in which the image has them, so that each of its layers is read once, and never twice for two layers. */
function placeOf({ content }: SlimEntry, tree: ImageTree): readonly [layer: number, offset: number] {
  if (content.kind !== 'image') return [0, 0];
  const inode = tree.inodeAt(content.node)!;
  const layer = tree.layerOf(inode);
  return [layer, tree.layers[layer]!.columns.dataOffsets[tree.rowOf(inode)]!];
}
