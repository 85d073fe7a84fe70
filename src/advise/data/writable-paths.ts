import { posix } from 'node:path';
import { modeOf, ownerOf } from '../../analyze/node-columns.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { WritablePath } from '../../model/plan.ts';

const temporary = ['/tmp', '/var/tmp'];
/** Where programs keep what they write. */
const stateParents = ['/var/lib', '/var/log', '/var/cache', '/var/spool', '/run', '/srv', '/home', '/opt', '/data'];
const otherTools =
  /^\/var\/(?:lib|log|cache|spool)\/(?:apt|dpkg|man|debconf|ldconfig|systemd|private|pam|cron|mail|fontconfig|snmp|ucf)(?:\/|$)/;
/** Nobody calls a directory so. */
const fileName = /\.(?:pid|sock|socket|lock|log|db|sqlite3?|rdb|aof|json|txt|xml|ya?ml)$/;
const maxPaths = 1_000;

export type WriterInput = {
  readonly config: RuntimeConfig;
  /** What programs were seen to write to. */
  readonly writes: readonly string[];
  /** Users that programs run as; without root. */
  readonly uids: ReadonlySet<number>;
  /** Names of kept packages and started programs: directories called so are theirs. */
  readonly names: ReadonlySet<string>;
};

/** Directories that programs of the image write to, by path, with owner and mode as the image has them. */
export function writablePaths(tree: ImageTree, { config, writes, uids, names }: WriterInput): readonly WritablePath[] {
  const reasons = new Map<string, string>();
  const add = (path: string, reason: string): void => {
    if (reasons.size < maxPaths && !reasons.has(path) && !/^\/(?:proc|sys|dev)(?:\/|$)/.test(path)) reasons.set(path, reason);
  };
  for (const path of temporary) if (path === '/tmp' || isDirectoryAt(tree, path)) add(path, 'temporary files');
  for (const path of config.volumes) add(behindLinks(tree, posix.resolve('/', path)), 'a volume');
  for (const path of writes.filter((one) => !isTemporary(one))) add(directoryOf(tree, path), 'a program writes to it');
  for (const [path, reason] of stateDirectories(tree, uids, names)) add(path, reason);
  return [...reasons].map(([path, reason]) => describe(tree, path, reason)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isTemporary(path: string): boolean {
  return temporary.some((directory) => path === directory || path.startsWith(`${directory}/`));
}

function isDirectoryAt(tree: ImageTree, path: string): boolean {
  const node = resolvePath(tree, path);
  return node !== null && tree.isDirectory(node);
}

/** A path that is there as a file, or has a name like one, stands for its directory. */
function directoryOf(tree: ImageTree, path: string): string {
  const node = resolvePath(tree, path);
  if (node !== null) return tree.isDirectory(node) ? tree.path(node) : posix.dirname(tree.path(node));
  const parent = posix.dirname(posix.resolve('/', path));
  const isNamedLikeFile = fileName.test(path) || (isDirectoryAt(tree, parent) && posix.extname(path) !== '');
  return behindLinks(tree, isNamedLikeFile ? parent : posix.resolve('/', path));
}

/** `/var/run/app` is `/run/app`, whether that is there or not. */
export function behindLinks(tree: ImageTree, path: string): string {
  const names: string[] = [];
  for (let at = path; at !== '/'; at = posix.dirname(at)) {
    const node = resolvePath(tree, at);
    if (node !== null) return posix.join(tree.path(node), ...names);
    names.unshift(posix.basename(at));
  }
  return path;
}

function* stateDirectories(tree: ImageTree, uids: ReadonlySet<number>, names: ReadonlySet<string>): Generator<readonly [string, string]> {
  for (const parent of stateParents) {
    const top = resolvePath(tree, parent);
    if (top !== null && tree.isDirectory(top)) yield* below(tree, top, uids, names, false);
  }
}

/** A directory of a user's own ends the search: what is below comes with it. */
function* below(
  tree: ImageTree,
  directory: Node,
  uids: ReadonlySet<number>,
  names: ReadonlySet<string>,
  isNamed: boolean,
): Generator<readonly [string, string]> {
  const open: { readonly node: Node; readonly isNamed: boolean }[] = [{ node: directory, isNamed }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const child of tree.children(at.node)) {
      if (!tree.isDirectory(child) || otherTools.test(tree.path(child))) continue;
      const path = tree.path(child);
      const named = at.isNamed || (names.has(tree.name(child)) && !path.startsWith('/opt/') && !path.startsWith('/srv/'));
      if (uids.has(ownerOf(tree, child).uid)) {
        yield [path, 'it belongs to the user that a program runs as'];
        continue;
      }
      if (named) yield [path, 'state of a program that is kept'];
      if (named || !path.startsWith('/home/')) open.push({ node: child, isNamed: named });
    }
  }
}

function describe(tree: ImageTree, path: string, reason: string): WritablePath {
  const node = resolvePath(tree, path);
  if (node !== null && tree.isDirectory(node)) return { path, ...ownerOf(tree, node), mode: modeOf(tree, node), reason };
  return { path, uid: 0, gid: 0, mode: temporary.includes(path) ? 0o1777 : 0o755, reason };
}
