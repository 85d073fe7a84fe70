import type { EntryInput, EntryOptions } from '../../support/layers.ts';
import type { applicableLayers } from './applicable-layers.ts';

type Layers = ReturnType<typeof applicableLayers>;
type Pair = Layers[number][number];
type Directories = Map<string, EntryInput>;

const unnamed: EntryOptions = { kind: 'directory', mode: 0o755 };

/**
 * The same layers as builders write them, and engines read them alike:
 * - whiteouts before all else in their layer: Docker also removes what the same layer had put there before;
 * - an entry for each directory on the way: Docker makes one that it lacks with a mode of its own, and overlay2 does so in each layer.
 */
export function loadableLayers(layers: Layers): Layers {
  const directories: Directories = new Map();
  return layers.map((pairs) => {
    const sorted = [...pairs.filter(isWhiteout), ...pairs.filter((pair) => !isWhiteout(pair))];
    const named = new Set<string>();
    return sorted.flatMap((pair) => withParents(directories, named, pair));
  });
}

/**
 * The same for overlay2, which unpacks each layer without those below it: no hardlinks, and nothing at or below what the layer itself
 * has a whiteout for, as a directory that is made there anew would show the old one's entries again.
 */
export function layersForOverlay(layers: Layers): Layers {
  return loadableLayers(
    layers.map((pairs) => {
      const hidden = pairs.filter(isWhiteout).map(hiddenPath);
      const isHidden = ([path]: Pair): boolean => hidden.some((top) => path === top || path.startsWith(`${top}/`));
      return pairs.filter((pair) => isWhiteout(pair) || !(isHidden(pair) || isHardlink(pair)));
    }),
  );
}

function isWhiteout([path]: Pair): boolean {
  return path.slice(path.lastIndexOf('/') + 1).startsWith('.wh.');
}

function isHardlink([, entry]: Pair): boolean {
  return typeof entry === 'object' && 'kind' in entry && entry.kind === 'hardlink';
}

/** Of an opaque directory what is in it, and so all below. */
function hiddenPath([path]: Pair): string {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  return name === '.wh..wh..opq' ? path.slice(0, slash) : `${path.slice(0, slash)}/${name.slice('.wh.'.length)}`;
}

/** The entry, after those of the directories on the way that the layer has not named yet. */
function withParents(directories: Directories, named: Set<string>, pair: Pair): readonly Pair[] {
  const [path, entry] = pair;
  const name = path.replace(/\/$/, '');
  const missing = parentsOf(name).filter((parent) => !named.has(parent));
  for (const parent of missing) {
    named.add(parent);
    if (!directories.has(parent)) directories.set(parent, unnamed);
  }
  const parents = missing.map((parent): Pair => [`${parent}/`, directories.get(parent)!]);
  if (isWhiteout(pair)) forget(directories, named, hiddenPath(pair), !path.endsWith('/.wh..wh..opq'));
  else if (path.endsWith('/')) directories.set(name, entry);
  else forget(directories, named, name, true);
  if (!isWhiteout(pair)) named.add(name);
  return [...parents, pair];
}

/** What is at a path and below is no directory any more. */
function forget(directories: Directories, named: Set<string>, top: string, isTop: boolean): void {
  for (const path of [...directories.keys()]) {
    if (!path.startsWith(`${top}/`) && !(isTop && path === top)) continue;
    directories.delete(path);
    named.delete(path);
  }
}

/** `/a/b/c` → `/a`, `/a/b`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
