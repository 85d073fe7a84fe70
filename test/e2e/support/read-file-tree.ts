import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { decodeName } from '../../../src/model/layer-index.ts';
import { byPath, type TreeEntry } from './file-tree.ts';

type Found = { readonly path: string; readonly stats: Stats; readonly linkTarget: string | null };

/** Everything below a directory of the file system, without the directory itself. Names are read as bytes, as they need not be UTF-8. */
export function readFileTree(directory: string): readonly TreeEntry[] {
  const found = below(Buffer.from(directory), Buffer.from('/'));
  const names = new Map<number, string[]>();
  for (const { path, stats } of found) {
    if (stats.nlink > 1 && !stats.isDirectory()) names.set(stats.ino, [...(names.get(stats.ino) ?? []), path].sort());
  }
  return found.map((one) => toEntry(one, names.get(one.stats.ino) ?? [])).sort(byPath);
}

function below(directory: Buffer, prefix: Buffer): readonly Found[] {
  return readdirSync(directory, { encoding: 'buffer' }).flatMap((name) => {
    const file = Buffer.concat([directory, Buffer.from('/'), name]);
    const path = Buffer.concat([prefix, name]);
    const stats = lstatSync(file);
    const linkTarget = stats.isSymbolicLink() ? decodeName(readlinkSync(file, { encoding: 'buffer' })) : null;
    const children = stats.isDirectory() ? below(file, Buffer.concat([path, Buffer.from('/')])) : [];
    return [{ path: decodeName(path), stats, linkTarget }, ...children];
  });
}

function toEntry({ path, stats, linkTarget }: Found, names: readonly string[]): TreeEntry {
  const type = typeOf(stats);
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  const sizeBytes = type === 'file' ? stats.size : 0;
  return { path, type, mode, uid: stats.uid, gid: stats.gid, sizeBytes, linkTarget, names: names.length > 1 ? names : [] };
}

function typeOf(stats: Stats): TreeEntry['type'] {
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isCharacterDevice()) return 'char';
  if (stats.isBlockDevice()) return 'block';
  if (stats.isFIFO()) return 'fifo';
  return 'file';
}
