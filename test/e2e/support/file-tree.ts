/**
 * One path that a container sees, in the words of `flense ls --format json`, but for hardlinks: on disk no name of an inode comes
 * before the others, so all of them are what the inode is, and know their group.
 */
export type TreeEntry = {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'char' | 'block' | 'fifo';
  /** Four octal digits. Always 0777 for a symlink: Linux stores no other. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  /** 0 for all but regular files. */
  readonly sizeBytes: number;
  /** Of symlinks, as written. */
  readonly linkTarget: string | null;
  /** All paths of the inode, where it has more than one; sorted. */
  readonly names: readonly string[];
};

/** In an order that both sides of a comparison can have. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Lines that only one of the two has: `- ` the expected tree, `+ ` the actual one. */
export function treeDifferences(expected: readonly TreeEntry[], actual: readonly TreeEntry[]): readonly string[] {
  const expectedLines = expected.map(toLine);
  const actualLines = actual.map(toLine);
  const isExpected = new Set(expectedLines);
  const isActual = new Set(actualLines);
  const missing = expectedLines.filter((line) => !isActual.has(line)).map((line) => `- ${line}`);
  const extra = actualLines.filter((line) => !isExpected.has(line)).map((line) => `+ ${line}`);
  const repeated = actualLines.filter((line, index) => actualLines.indexOf(line, index + 1) > 0).map((line) => `+ again ${line}`);
  return [...missing, ...extra, ...(actualLines.length === isActual.size ? [] : repeated)];
}

function toLine(entry: TreeEntry): string {
  const link = entry.linkTarget === null ? '' : ` -> ${JSON.stringify(entry.linkTarget)}`;
  const names = entry.names.length === 0 ? '' : ` = ${JSON.stringify(entry.names)}`;
  return `${JSON.stringify(entry.path)} ${entry.type} ${entry.mode} ${entry.uid}:${entry.gid} ${entry.sizeBytes}${link}${names}`;
}
