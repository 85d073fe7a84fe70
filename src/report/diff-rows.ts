import type {
  ByteChange,
  ConfigChange,
  DirectoryChange,
  FileChange,
  FileField,
  FileState,
  ImageDiff,
  PackageChange,
} from '../model/image-diff.ts';
import { formatByteChange } from './diff-change.ts';
import { formatBytes } from './format-bytes.ts';
import { formatMode } from './format-mode.ts';

/** Of a file one line: what weighs most first, then by path. */
export function filesByWeight(files: readonly FileChange[]): readonly FileChange[] {
  const weight = ({ before, after }: FileChange): number => Math.max(ownBytes(before), ownBytes(after));
  return files.toSorted((a, b) => weight(b) - weight(a));
}

function ownBytes(state: FileState | null): number {
  return state?.kind === 'file' ? state.sizeBytes : 0;
}

/** Those whose version or presence changed before those of which only files did; the heaviest first. */
export function packagesByWeight(packages: readonly PackageChange[]): readonly PackageChange[] {
  const weight = (change: PackageChange): number => change.addedBytes + change.removedBytes + change.rewrittenBytes;
  const rank = ({ change }: PackageChange): number => (change === 'contents' ? 1 : 0);
  return packages.toSorted((a, b) => rank(a) - rank(b) || weight(b) - weight(a));
}

/** `1.2 → 1.3`; '' where nothing is to be told. */
export function versionsText({ beforeVersions, afterVersions, change }: PackageChange, arrow: string): string {
  if (change === 'contents') return afterVersions.join(', ');
  return [beforeVersions, afterVersions]
    .filter((versions) => versions.length > 0)
    .map((versions) => versions.join(', '))
    .join(` ${arrow} `);
}

/** `mode -rw-r--r-- → -rwxr-xr-x, owner 0:0 → 1:1`: what is different, `new` and `gone` left to the sign in front. */
export function fileChangeText({ before, after, fields }: FileChange, arrow: string): string {
  if (before === null || after === null) return '';
  return fields
    .filter((field) => field !== 'size' || fields.length === 1)
    .map((field) => fieldText(field, before, after, arrow))
    .join(', ');
}

function fieldText(field: FileField, before: FileState, after: FileState, arrow: string): string {
  const change = (of: (state: FileState) => string): string => `${field} ${of(before)} ${arrow} ${of(after)}`;
  switch (field) {
    case 'kind':
      return change(({ kind }) => kind);
    case 'size':
      return change(({ sizeBytes }) => formatBytes(sizeBytes));
    case 'content':
      return before.sizeBytes === after.sizeBytes ? field : `${field} ${formatByteChange(before.sizeBytes, after.sizeBytes)}`;
    case 'mode':
      return change(({ kind, mode }) => formatMode(kind, mode).slice(1));
    case 'owner':
      return change(({ uid, gid }) => `${uid}:${gid}`);
    case 'target':
    case 'hardlink':
      return change(({ linkTarget }) => linkTarget ?? '(none)');
    case 'attributes':
      return field;
  }
}

/** `env NODE_VERSION`, `user`. */
export function configName({ field, name }: ConfigChange): string {
  return name === null ? field : `${field} ${name}`;
}

/** What a port or a path is set to says nothing. */
export function configValues({ field, before, after }: ConfigChange, arrow: string): string {
  if (field === 'exposedPorts' || field === 'volumes') return before === null ? 'added' : 'removed';
  const show = (value: string | null): string => (value === null ? '(not set)' : value === '' ? '(empty)' : value);
  return `${show(before)} ${arrow} ${show(after)}`;
}

export type DiffCounts = { readonly added: number; readonly removed: number; readonly changed: number };

export function countFiles({ files }: ImageDiff): DiffCounts {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { change } of files) counts[change] += 1;
  return counts;
}

/** `+1.2 MB -3 kB ~4 kB`, those that are not nothing. */
export function touchedText({ addedBytes, removedBytes, rewrittenBytes }: ByteChange): string {
  return [
    ...(addedBytes > 0 ? [`+${formatBytes(addedBytes)}`] : []),
    ...(removedBytes > 0 ? [`-${formatBytes(removedBytes)}`] : []),
    ...(rewrittenBytes > 0 ? [`~${formatBytes(rewrittenBytes)}`] : []),
  ].join(' ');
}

/** A directory of which one subdirectory has this much of the change is only the way to that. */
const wayShare = 0.95;

/** Directories without those that only lead to another. */
export function landmarks(directories: readonly DirectoryChange[]): readonly DirectoryChange[] {
  const weight = (change: ByteChange): number => change.addedBytes + change.removedBytes + change.rewrittenBytes;
  const largest = new Map<string, number>();
  for (const directory of directories) {
    const parent = directory.path.slice(0, Math.max(1, directory.path.lastIndexOf('/')));
    if (directory.path !== '/') largest.set(parent, Math.max(largest.get(parent) ?? 0, weight(directory)));
  }
  return directories.filter((directory) => (largest.get(directory.path) ?? 0) < weight(directory) * wayShare);
}
