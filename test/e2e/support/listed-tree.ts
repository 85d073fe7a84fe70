import { byPath, type TreeEntry } from './file-tree.ts';
import { flense } from './flense.ts';

/** An element of what `flense ls --format json` prints. */
export type ListedEntry = {
  readonly path: string;
  readonly type: TreeEntry['type'] | 'hardlink';
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  readonly mtime: number;
  readonly linkTarget: string | null;
  /** null for a directory that no layer has an entry for. */
  readonly layer: number | null;
};

/** What `flense ls` lists of an image, as a tree that an oracle can be compared with. */
export async function listedTree(reference: string, options: readonly string[] = []): Promise<readonly TreeEntry[]> {
  const { status, stdout, stderr } = await flense(['ls', reference, ...options, '--format', 'json']);
  if (status !== 0) throw new Error(`flense ls ${reference}: ended with ${status}: ${stderr}`);
  return toTree(JSON.parse(stdout.toString('utf8')) as readonly ListedEntry[]);
}

/** A hardlink becomes what it is a link to; the names of one file are gathered. The root itself is left out, as no oracle lists it. */
export function toTree(listed: readonly ListedEntry[]): readonly TreeEntry[] {
  const byName = new Map(listed.map((entry) => [entry.path, entry]));
  const groups = new Map<string, string[]>();
  const targets = listed.map((entry) => {
    const target = linked(entry, byName);
    groups.set(target.path, [...(groups.get(target.path) ?? []), entry.path].sort());
    return target;
  });
  return listed
    .map((entry, index) => toEntry(entry, targets[index]!, groups.get(targets[index]!.path) ?? []))
    .filter(({ path }) => path !== '/')
    .sort(byPath);
}

/** @throws Error for a link to what is not listed: nobody could say what such a file is */
function linked(entry: ListedEntry, byName: ReadonlyMap<string, ListedEntry>): ListedEntry {
  if (entry.type !== 'hardlink') return entry;
  const target = byName.get(entry.linkTarget ?? '');
  if (target === undefined || target.type === 'hardlink' || target.type === 'directory') {
    throw new Error(
      `${entry.path}: expected a hardlink to a listed file, got one to ${entry.linkTarget} (${target?.type ?? 'not listed'})`,
    );
  }
  return target;
}

function toEntry(entry: ListedEntry, target: ListedEntry, names: readonly string[]): TreeEntry {
  const type = target.type as TreeEntry['type'];
  return {
    path: entry.path,
    type,
    mode: type === 'symlink' ? '0777' : entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    sizeBytes: target.sizeBytes,
    linkTarget: type === 'symlink' ? target.linkTarget : null,
    names: names.length > 1 ? names : [],
  };
}
