import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { InspectError } from '../model/errors.ts';
import type { MadeFile, Plan, PlanPart } from '../model/plan.ts';
import type { TarInput, TarKind } from '../tar/writer.ts';
import { kindOf, type PlannedNode } from './planned-nodes.ts';
import type { SlimEntry, SlimLayerName } from './slim-entry.ts';

/** An entry and the layer that it belongs to. */
export type PlannedEntry = { readonly entry: SlimEntry; readonly layer: SlimLayerName };

const layerOfPart: Readonly<Record<PlanPart, SlimLayerName>> = {
  runtime: 'runtime',
  application: 'application',
  data: 'application',
  metadata: 'application',
};

/** All that a Plan takes from the image and makes, by path; a directory that nobody names has the attributes that it has in the image. */
export function plannedEntries(
  plan: Plan,
  tree: ImageTree,
  nodes: readonly PlannedNode[],
  time: number,
): ReadonlyMap<string, PlannedEntry> {
  const entries = new Map<string, PlannedEntry>();
  for (const [path, entry] of keptEntries(tree, nodes)) entries.set(path, entry);
  for (const made of plan.made) entries.set(made.path, { entry: madeEntry(made, time), layer: 'application' });
  for (const { path, mode, uid, gid } of plan.writablePaths) {
    const known = entries.get(path);
    const header = known?.entry.header ?? directoryHeader(path, time);
    if (header.kind !== 'directory') continue;
    entries.set(path, { entry: { header: { ...header, mode, uid, gid }, content: none }, layer: known?.layer ?? 'application' });
  }
  addParents(entries, tree, time);
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const none = { kind: 'none' } as const;

/** All names of one file are in one layer, as engines link only within a layer. */
function* keptEntries(tree: ImageTree, nodes: readonly PlannedNode[]): Generator<readonly [string, PlannedEntry]> {
  const firstOf = new Map<EntryNumber, { readonly path: string; readonly layer: SlimLayerName }>();
  for (const { node, file } of nodes) {
    const inode = tree.inodeAt(node);
    const first = inode === null ? undefined : firstOf.get(inode);
    const layer = first?.layer ?? layerOfPart[file.part];
    const isLinkable = inode !== null && kindOf(tree, node) !== 'directory';
    if (isLinkable && first === undefined) firstOf.set(inode, { path: file.path, layer });
    const header = nodeHeader(tree, node, file.path);
    if (header === null) continue;
    if (first !== undefined)
      yield [file.path, { entry: { header: { ...header, kind: 'hardlink', linkTarget: first.path }, content: none }, layer }];
    else yield [file.path, { entry: { header, content: header.sizeBytes > 0 ? { kind: 'image', node } : none }, layer }];
  }
}

const tarKinds: ReadonlySet<string> = new Set<TarKind>(['file', 'directory', 'symlink', 'char', 'block', 'fifo']);

/** null for a hardlink that leads to nothing: no container sees anything there. */
function nodeHeader(tree: ImageTree, node: Node, path: string): TarInput | null {
  const { mode, uid, gid, mtime } = tree.at(node);
  const inode = tree.inodeAt(node);
  if (inode === null && !tree.isDirectory(node)) return null;
  const own = inode === null ? null : tree.layerEntry(inode);
  const kind = own?.kind ?? 'directory';
  if (!tarKinds.has(kind)) return null;
  const { device, xattrs } = own?.extra ?? {};
  return {
    path,
    kind: kind as TarKind,
    mode,
    uid,
    gid,
    mtime,
    linkTarget: kind === 'symlink' ? (own?.linkTarget ?? '') : null,
    sizeBytes: kind === 'file' ? (own?.sizeBytes ?? 0) : 0,
    ...(device === undefined ? {} : { device }),
    ...(xattrs === undefined ? {} : { xattrs }),
  };
}

function madeEntry({ path, kind, mode, uid, gid, content, linkTarget }: MadeFile, mtime: number): SlimEntry {
  const bytes = Buffer.from(kind === 'file' ? content : '', 'utf8');
  const header: TarInput = {
    path,
    kind,
    mode,
    uid,
    gid,
    mtime,
    linkTarget: kind === 'symlink' ? linkTarget : null,
    sizeBytes: bytes.length,
  };
  return { header, content: bytes.length === 0 ? none : { kind: 'made', bytes } };
}

function directoryHeader(path: string, mtime: number): TarInput {
  return { path, kind: 'directory', mode: 0o755, uid: 0, gid: 0, mtime, linkTarget: null, sizeBytes: 0 };
}

/** What every entry lies in is a directory of the image, or one that is made. @throws InspectError `unsafe-path` where something else is in the way */
function addParents(entries: Map<string, PlannedEntry>, tree: ImageTree, time: number): void {
  for (const [path, { layer }] of [...entries]) {
    for (let parent = parentOf(path); parent !== '/'; parent = parentOf(parent)) {
      const known = entries.get(parent);
      if (known !== undefined && known.entry.header.kind !== 'directory') {
        const found = known.entry.header.kind;
        throw new InspectError(
          'unsafe-path',
          `${path}: expected a directory at ${parent} in the plan, got a ${found}: name the path that it leads to`,
        );
      }
      if (known !== undefined) continue;
      const node = tree.find(parent);
      const header = node !== null && tree.isDirectory(node) ? nodeHeader(tree, node, parent) : null;
      entries.set(parent, { entry: { header: header ?? directoryHeader(parent, time), content: none }, layer });
    }
  }
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
