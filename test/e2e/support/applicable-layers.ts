import type { TarKind } from '../../../src/tar/writer.ts';
import type { EntryInput } from '../../support/layers.ts';

/** A change that somebody may want to make, whether the file system at that moment allows it or not. */
export type Change = {
  readonly kind: Exclude<TarKind, 'block'> | 'whiteout' | 'opaque-whiteout';
  /** Components. For a whiteout what it hides. */
  readonly path: readonly string[];
  readonly mode: number;
  readonly owner: number;
  readonly sizeBytes: number;
  /** Of a symlink. */
  readonly symlinkTarget: string;
  /** Of a hardlink: picks one of the files that are there. */
  readonly pick: number;
};

type Pair = readonly [path: string, entry: EntryInput];

/** What is at a path while layers are applied one entry after the other. */
type Node = {
  readonly isDirectory: boolean;
  /** The last layer that has an entry for it or for something below. */
  readonly layer: number;
  /** A directory of a lower layer, that this layer mentions only by what it puts below. */
  readonly isInherited: boolean;
};

type Files = Map<string, Node>;

/**
 * Turns wishes into layers, and leaves out what no unpacker can do, or what they do in different ways:
 * - anything below what is no directory. Below a symlink umoci and vfs follow the link; overlay2 follows only those of the same
 *   layer, and makes a directory in place of the rest;
 * - a whiteout of a lower directory after something was put below it without an entry for the directory: whether the directory
 *   has its old mode and owner then, or new ones, depends on the order in the archive;
 * - a hardlink to what is not there, an opaque whiteout in what is no directory.
 */
export function applicableLayers(wishes: readonly (readonly Change[])[]): readonly (readonly Pair[])[] {
  const files: Files = new Map();
  return wishes.map((changes, layer) => changes.flatMap((change) => apply(files, change, layer)));
}

/** The tar entry for a change, which was made to `files`; none if it cannot be made. */
function apply(files: Files, change: Change, layer: number): readonly Pair[] {
  const path = `/${change.path.join('/')}`;
  if (parentsOf(path).some((parent) => files.get(parent)?.isDirectory === false)) return [];
  switch (change.kind) {
    case 'whiteout':
    case 'opaque-whiteout':
      return hide(files, path, layer, change.kind);
    case 'hardlink':
      return link(files, path, layer, change.pick);
    case 'directory':
      return [put(files, path, layer, true, { kind: 'directory', ...metadata(change) }, '/')];
    case 'symlink':
      return [put(files, path, layer, false, { ...metadata(change), linkTarget: change.symlinkTarget })];
    case 'char':
      return [put(files, path, layer, false, { kind: 'char', device: [1, 3], ...metadata(change) })];
    case 'fifo':
      return [put(files, path, layer, false, { kind: 'fifo', ...metadata(change) })];
    case 'file':
      return [put(files, path, layer, false, { kind: 'file', content: change.sizeBytes, ...metadata(change) })];
  }
}

function metadata({ mode, owner }: Change): { readonly mode: number; readonly uid: number; readonly gid: number } {
  return { mode, uid: owner, gid: owner * 2 };
}

function hide(files: Files, path: string, layer: number, kind: 'whiteout' | 'opaque-whiteout'): readonly Pair[] {
  const isOpaque = kind === 'opaque-whiteout';
  if (isOpaque && files.get(path)?.isDirectory === false) return [];
  const hidden = [...files].filter(([name]) => name.startsWith(`${path}/`) || (!isOpaque && name === path));
  if (hidden.some(([, node]) => node.layer === layer && node.isInherited)) return [];
  for (const [name, node] of hidden) if (node.layer < layer) files.delete(name);
  const slash = path.lastIndexOf('/');
  return [[isOpaque ? `${path}/.wh..wh..opq` : `${path.slice(0, slash)}/.wh.${path.slice(slash + 1)}`, 0]];
}

function link(files: Files, path: string, layer: number, pick: number): readonly Pair[] {
  const targets = [...files].filter(([name, node]) => !node.isDirectory && name !== path && !name.startsWith(`${path}/`));
  const target = targets.map(([name]) => name).sort()[pick % Math.max(targets.length, 1)];
  return target === undefined ? [] : [put(files, path, layer, false, { kind: 'hardlink', linkTarget: target })];
}

function put(files: Files, path: string, layer: number, isDirectory: boolean, entry: EntryInput, suffix = ''): Pair {
  if (!isDirectory || files.get(path)?.isDirectory !== true) {
    for (const name of [...files.keys()]) if (name === path || name.startsWith(`${path}/`)) files.delete(name);
  }
  for (const parent of parentsOf(path)) {
    const node = files.get(parent);
    if (node?.layer !== layer) files.set(parent, { isDirectory: true, layer, isInherited: node !== undefined });
  }
  files.set(path, { isDirectory, layer, isInherited: false });
  return [`${path}${suffix}`, entry];
}

/** `/a/b/c` → `/a`, `/a/b`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
