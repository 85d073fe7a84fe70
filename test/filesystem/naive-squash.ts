import type { LayerEntry } from '../../src/model/layer-entry.ts';
import { type LayerIndex, layerEntry } from '../../src/model/layer-index.ts';

/** An entry of some layer, by its number over all of them. */
export type NaiveEntry = LayerEntry & { readonly number: number; readonly layer: number };

/** What is at a path: a directory that nobody wrote, or an entry and what its content is; null for a hardlink to nothing. */
type Seen = { readonly entry: NaiveEntry | null; readonly inode: NaiveEntry | null };

export type NaiveTree = {
  readonly entries: readonly NaiveEntry[];
  readonly seen: ReadonlyMap<string, Seen>;
  /** By number: which entry hid it, and which was at its path before. */
  readonly hiddenBy: ReadonlyMap<number, number>;
  readonly previous: ReadonlyMap<number, number>;
};

const markers: ReadonlySet<string> = new Set(['whiteout', 'opaque-whiteout', 'aufs-metadata']);

/**
 * The same as `squash`, slow and plain: paths are strings, what is there is a map. Each layer first removes what its markers say,
 * then writes its entries in the order of the archive.
 */
export function naiveSquash(layers: readonly LayerIndex[]): NaiveTree {
  const seen = new Map<string, Seen>([['/', { entry: null, inode: null }]]);
  const hiddenBy = new Map<number, number>();
  const previous = new Map<number, number>();
  const all: NaiveEntry[] = [];

  const hide = (path: string, by: NaiveEntry): void => {
    const { entry } = seen.get(path)!;
    if (entry !== null) hiddenBy.set(entry.number, by.number);
  };
  /** What markers of the layer at hand removed: its hardlinks may still lead there. */
  const removedHere = new Map<string, Seen>();
  const remove = (path: string, by: NaiveEntry): void => {
    for (const below of [...seen.keys()].filter((key) => key === path || isBelow(key, path))) {
      hide(below, by);
      if (markers.has(by.kind)) removedHere.set(below, seen.get(below)!);
      else removedHere.delete(below);
      seen.delete(below);
    }
  };
  const isDirectory = (path: string): boolean => {
    const there = seen.get(path);
    return there !== undefined && (there.entry === null || there.entry.kind === 'directory');
  };

  for (const [layer, index] of layers.entries()) {
    const own = Array.from(
      { length: index.entryCount },
      (_, i): NaiveEntry => ({ ...layerEntry(index, i), number: all.length + i, layer }),
    );
    all.push(...own);
    removedHere.clear();
    for (const marker of own) {
      if (marker.kind === 'whiteout') remove(marker.path, marker);
      if (marker.kind === 'opaque-whiteout') {
        for (const path of [...seen.keys()].filter((key) => isBelow(key, marker.path))) if (seen.has(path)) remove(path, marker);
      }
    }

    /** Where a directory path leads, all of it made directories; a symlink that this layer wrote is followed. */
    const directory = (path: string, by: NaiveEntry): string => {
      let at = '/';
      const left = path.split('/').filter((name) => name !== '');
      for (let links = 0; left.length > 0; ) {
        const name = left.shift()!;
        if (name === '.') continue;
        if (name === '..') {
          at = parentOf(at);
          continue;
        }
        const next = join(at, name);
        const there = seen.get(next)?.entry;
        if (there?.kind === 'symlink' && there.layer === layer && links < 40) {
          links += 1;
          left.unshift(...there.linkTarget!.split('/').filter((part) => part !== ''));
          if (there.linkTarget!.startsWith('/')) at = '/';
          continue;
        }
        if (!isDirectory(next)) {
          remove(next, by);
          seen.set(next, { entry: null, inode: null });
        }
        at = next;
      }
      return at;
    };
    const contentAt = (path: string): NaiveEntry | null => {
      const there = seen.get(path) ?? removedHere.get(path);
      return there === undefined || there.entry === null || there.entry.kind === 'directory' ? null : there.inode;
    };

    const early: { readonly entry: NaiveEntry; readonly path: string }[] = [];
    for (const entry of own) {
      if (markers.has(entry.kind)) continue;
      const inode = entry.kind === 'hardlink' ? contentAt(entry.linkTarget!) : entry;
      const path = entry.path === '/' ? '/' : join(directory(parentOf(entry.path), entry), nameOf(entry.path));
      const before = seen.get(path)?.entry;
      if (before != null) previous.set(entry.number, before.number);
      if (entry.kind === 'directory' && isDirectory(path)) hide(path, entry);
      else remove(path, entry);
      seen.set(path, { entry, inode });
      if (inode === null) early.push({ entry, path });
    }
    for (const { entry, path } of early) {
      if (seen.get(path)?.entry === entry) seen.set(path, { entry, inode: contentAt(entry.linkTarget!) });
    }
  }
  return { entries: all, seen, hiddenBy, previous };
}

function isBelow(path: string, directory: string): boolean {
  return path !== '/' && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}
