import type { ReportDirectory } from '../model/report.ts';

/** One line of the tree of directories. */
export type DirectoryRow = {
  /** Relative to the row above it that holds it; absolute at the top. May be several names: what only leads somewhere is no row. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly entryCount: number;
  readonly children: readonly DirectoryRow[];
};

/** A directory of which one subdirectory holds this much is only the way to that. */
const wayShare = 0.9;

/**
 * The directories that say the most in at most `count` lines: the largest, without those that only lead to another.
 * @param directories as in a report: the root first, then by size, so that each comes after what holds it
 */
export function directoryRows(directories: readonly ReportDirectory[], count: number): readonly DirectoryRow[] {
  const [root, ...others] = directories;
  if (root === undefined) return [];
  const children = childrenOf(others);
  const landmarks = others.filter((directory) => !isWay(directory, children.get(directory.path) ?? []));
  const chosen = landmarks.slice(0, count);
  return rowsBelow('', chosen);
}

function childrenOf(directories: readonly ReportDirectory[]): ReadonlyMap<string, readonly ReportDirectory[]> {
  const children = new Map<string, ReportDirectory[]>();
  for (const directory of directories) {
    const parent = directory.path.slice(0, Math.max(1, directory.path.lastIndexOf('/')));
    children.set(parent, [...(children.get(parent) ?? []), directory]);
  }
  return children;
}

function isWay(directory: ReportDirectory, children: readonly ReportDirectory[]): boolean {
  return children.some((child) => child.sizeBytes >= directory.sizeBytes * wayShare);
}

function rowsBelow(parent: string, chosen: readonly ReportDirectory[]): readonly DirectoryRow[] {
  const inside = chosen.filter(({ path }) => path.startsWith(`${parent}/`));
  const tops = inside.filter(({ path }) => !inside.some((other) => path.startsWith(`${other.path}/`)));
  return tops.map(({ path, sizeBytes, entryCount }) => ({
    name: parent === '' ? path : path.slice(parent.length + 1),
    path,
    sizeBytes,
    entryCount,
    children: rowsBelow(path, inside),
  }));
}
