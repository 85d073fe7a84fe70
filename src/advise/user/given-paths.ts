import { posix } from 'node:path';
import { modeOf, ownerOf } from '../../analyze/node-columns.ts';
import { isBroadDirectory } from '../../filesystem/broad-directories.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { PlanUser, WritablePath } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import { type RootNeed, rootNeed } from './root-need.ts';

/** Directories as they would be for another user than root, by path, and what speaks against that. */
export type GivenPaths = { readonly paths: readonly WritablePath[]; readonly needs: readonly RootNeed[] };

export type GivenInput = {
  readonly writable: readonly WritablePath[];
  /** With parents. */
  readonly kept: ReadonlyMap<Node, Kept>;
  /** Names of started programs: state in directories called so is theirs. */
  readonly started?: ReadonlySet<string>;
  /** Who takes the place of root. */
  readonly user: Pick<PlanUser, 'uid' | 'gid'>;
};

const guessedReason = 'state of a program that is kept';
const runDirectories = /^\/run(?:\/lock)?$/;
/** Directories that distributions have empty, and that nobody's own programs write to. */
const ofDistribution =
  /^\/(?:usr|etc|lib\w*|s?bin|boot|dev|proc|sys|mnt|media|run|tmp|home|root)(?:\/|$)|^\/(?:srv|opt|var)$|^\/var\/[^/]+$|\/(?:node_modules|site-packages|include|\.git)(?:\/|$)|\.git\//;

/** Gives the user what programs write to: directories of root in which nothing lies yet. What has files of root in it cannot be given. */
export function givenPaths(input: GivenInput, scene: Scene): GivenPaths {
  const { user } = input;
  const filesBelow = keptFiles(input, scene);
  const needs: RootNeed[] = [];
  const paths = new Map<string, WritablePath>();
  const give = (one: WritablePath): void => {
    paths.set(one.path, { ...one, uid: user.uid, gid: user.gid, mode: one.mode | 0o700 });
  };
  for (const one of [...input.writable, ...emptyDirectories(input, scene)]) {
    const { path, uid, mode, reason } = one;
    const isSure = reason !== guessedReason || input.started?.has(posix.basename(path)) === true;
    const file = filesBelow.get(path);
    const problem = uid === user.uid ? null : problemOf(one, file);
    const isOpen = (mode & 0o002) !== 0;
    if (problem !== null && isSure && !isOpen) needs.push(rootNeed(problem, file === undefined || uid !== 0 ? path : file));
    const isLeft = problem !== null && (!isSure || isSystems(path));
    if (isOpen || uid !== 0 || isLeft) paths.set(path, one);
    else give(one);
  }
  for (const one of keptDirectories(input.kept, scene)) {
    const above = paths.has(one.path) ? undefined : paths.get(posix.dirname(one.path));
    if (above?.uid === user.uid && one.uid === 0) give({ ...one, reason: above.reason });
  }
  return { paths: [...paths.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), needs };
}

/** Whether a user owns a directory, or everybody may write there. */
export function isWritten({ uid, mode }: WritablePath, user: Pick<PlanUser, 'uid'>): boolean {
  return uid === user.uid || (mode & 0o002) !== 0;
}

function isSystems(path: string): boolean {
  return isBroadDirectory(path) && !runDirectories.test(path);
}

/** Those that others lie in first. */
function keptDirectories(kept: ReadonlyMap<Node, Kept>, { view: { tree } }: Scene): readonly Omit<WritablePath, 'reason'>[] {
  return [...kept.keys()]
    .filter((node) => tree.isDirectory(node))
    .map((node) => ({ path: tree.path(node), ...ownerOf(tree, node), mode: modeOf(tree, node) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** null where nothing is in the way. */
function problemOf({ path, uid, reason }: WritablePath, file: string | undefined): string | null {
  if (uid !== 0) return `${path} (${reason}) belongs to the user ${uid}, whom a program may become`;
  if (isSystems(path)) return `it writes to ${path}, which is the system's`;
  return file === undefined ? null : `it writes to ${path} (${reason}), where ${file} belongs to root`;
}

/** The first kept file below each directory that is not the user's. */
function keptFiles({ kept, user }: GivenInput, { view: { tree } }: Scene): ReadonlyMap<string, string> {
  const found = new Map<Node, Node>();
  for (const node of kept.keys()) {
    if (tree.isDirectory(node) || ownerOf(tree, node).uid === user.uid) continue;
    for (let at = tree.parent(node); at !== null && !found.has(at); at = tree.parent(at)) found.set(at, node);
  }
  return new Map([...found].map(([directory, file]) => [tree.path(directory), tree.path(file)]));
}

/** What user layers made and put nothing into waits for something. */
function emptyDirectories({ kept, writable }: GivenInput, { view: { tree }, inventory }: Scene): readonly WritablePath[] {
  const known = new Set(writable.map(({ path }) => path));
  const found: WritablePath[] = [];
  for (const [node, { part, reason }] of kept) {
    if (part !== 'data' || reason !== 'added to the base image' || !tree.isDirectory(node) || tree.children(node).length > 0) continue;
    const path = tree.path(node);
    const state = /^\/var\/lib\/([^/]+)/.exec(path)?.[1];
    const isPackaged = state !== undefined && inventory.packages.some(({ name }) => name === state);
    if (known.has(path) || isPackaged || ofDistribution.test(path)) continue;
    found.push({ path, ...ownerOf(tree, node), mode: modeOf(tree, node), reason: 'an empty directory of the application' });
  }
  return found;
}
