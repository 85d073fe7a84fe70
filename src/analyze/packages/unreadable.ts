import type { Node } from '../../filesystem/image-tree.ts';
import type { CapturedContent } from '../../model/facts.ts';
import type { ImageView } from '../image-view.ts';
import { sizeOf } from '../node-columns.ts';
import type { PackageReading } from './package-reader.ts';

/** What to tell of a file of which only the beginning was kept. */
export function truncated(path: string, { isTruncated }: CapturedContent, maxBytes: number): PackageReading['unreadable'] {
  return isTruncated ? [{ path, reason: `expected at most ${maxBytes} bytes, got more: the rest was not read` }] : [];
}

/** What to tell of a database of paragraphs some of which, or all, are no packages. */
export function malformed(
  { tree }: ImageView,
  database: Node,
  { records, malformedCount }: { readonly records: readonly unknown[]; readonly malformedCount: number },
): PackageReading['unreadable'] {
  const path = tree.path(database);
  if (malformedCount > 0) return [{ path, reason: `expected a name and a version in every paragraph, got ${malformedCount} without` }];
  const isEmpty = records.length > 0 || sizeOf(tree, database) === 0;
  return isEmpty ? [] : [{ path, reason: 'expected paragraphs of packages, got none' }];
}
