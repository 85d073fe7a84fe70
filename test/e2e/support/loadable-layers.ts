import type { EntryInput, EntryOptions } from '../../support/layers.ts';
import type { applicableLayers } from './applicable-layers.ts';

type Layers = ReturnType<typeof applicableLayers>;
type Pair = Layers[number][number];
/** What is at each path while the layers are applied. */
type State = Map<string, EntryOptions>;

/**
 * The same layers as builders write them, and engines read them alike; what does not fit is left out:
 * - each path once in a layer, as Docker refuses others, and whiteouts before all else, as Docker removes with them what the same
 *   layer had put there before;
 * - an entry for each directory on the way: Docker makes one that it lacks with a mode of its own, and overlay2 does so in each layer;
 * - hardlinks to files only, as an export has no others, with the mode and owner of what they lead to, since Docker gives it theirs.
 */
export function loadableLayers(layers: Layers): Layers {
  const state: State = new Map();
  return layers.map((pairs) => {
    const named = new Set<string>();
    const whiteouts = pairs.filter(isWhiteout).toSorted(([a], [b]) => depth(a) - depth(b));
    const hiding = whiteouts.flatMap((pair) => hide(state, named, pair));
    const putting = pairs.filter((pair) => !isWhiteout(pair)).flatMap((pair) => put(state, named, pair));
    return [...hiding, ...putting];
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
      const isHidden = (path: string): boolean => hidden.some((top) => path === top || path.startsWith(`${top}/`));
      return pairs.filter((pair) => isWhiteout(pair) || !(isHidden(nameOf(pair)) || optionsOf(pair).kind === 'hardlink'));
    }),
  );
}

function hide(state: State, named: Set<string>, pair: Pair): readonly Pair[] {
  const [path] = pair;
  const parents = parentsOf(path);
  if (named.has(path) || !parents.every((parent) => isDirectory(state.get(parent)))) return [];
  const directories = entriesOf(state, named, parents);
  const top = hiddenPath(pair);
  forget(state, top, !path.endsWith('/.wh..wh..opq'));
  named.add(path);
  return [...directories, pair];
}

function put(state: State, named: Set<string>, pair: Pair): readonly Pair[] {
  const name = nameOf(pair);
  const parents = parentsOf(name);
  if (named.has(name) || parents.some((parent) => state.has(parent) && !isDirectory(state.get(parent)))) return [];
  const options = optionsOf(pair);
  const isLink = options.kind === 'hardlink';
  const target = isLink ? (state.get(options.linkTarget!) ?? null) : null;
  // What it leads to may have been left out, or be in its way.
  if (isLink && (target?.kind !== 'file' || `${options.linkTarget}/`.startsWith(`${name}/`))) return [];
  const directories = entriesOf(state, named, parents);
  if (!(options.kind === 'directory' && isDirectory(state.get(name)))) forget(state, name, true);
  state.set(name, target ?? options);
  named.add(name);
  if (target === null) return [...directories, pair];
  const { mode = 0o644, uid = 0, gid = 0 } = target;
  return [...directories, [name, { ...options, mode, uid, gid }]];
}

/** An entry for each of the directories that the layer has not named yet, as they are. */
function entriesOf(state: State, named: Set<string>, directories: readonly string[]): readonly Pair[] {
  const missing = directories.filter((directory) => !named.has(directory));
  return missing.map((directory): Pair => {
    const entry = state.get(directory) ?? { kind: 'directory', mode: 0o755 };
    state.set(directory, entry);
    named.add(directory);
    return [`${directory}/`, entry];
  });
}

function forget(state: State, top: string, isTop: boolean): void {
  for (const path of [...state.keys()]) if (path.startsWith(`${top}/`) || (isTop && path === top)) state.delete(path);
}

function isDirectory(entry: EntryOptions | undefined): boolean {
  return entry?.kind === 'directory';
}

function optionsOf([, entry]: Pair): EntryOptions {
  return isOptions(entry) ? entry : { content: entry };
}

function isOptions(entry: EntryInput): entry is EntryOptions {
  return typeof entry === 'object' && !(entry instanceof Uint8Array);
}

function nameOf([path]: Pair): string {
  return path.replace(/\/$/, '');
}

function isWhiteout([path]: Pair): boolean {
  return path.slice(path.lastIndexOf('/') + 1).startsWith('.wh.');
}

/** Of an opaque directory the directory itself, as all below it is hidden. */
function hiddenPath([path]: Pair): string {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  return name === '.wh..wh..opq' ? path.slice(0, slash) : `${path.slice(0, slash)}/${name.slice('.wh.'.length)}`;
}

function depth(path: string): number {
  return path.split('/').length;
}

/** `/a/b/c` → `/a`, `/a/b`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
