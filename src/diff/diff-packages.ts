import type { ByteChange, FileChange, PackageChange, PackageChangeKind } from '../model/image-diff.ts';
import { byteChange, noBytes, sumBytes, touchedBytes } from './byte-change.ts';
import type { DiffSide } from './diff-side.ts';
import { compareVersions } from './versions/compare-versions.ts';

/** All versions and copies of a package in one image. */
type Group = { readonly type: string; readonly name: string; readonly versions: Set<string>; bytes: number };

/** Packages of which versions or files differ, by type and name. */
export function diffPackages(before: DiffSide, after: DiffSide, files: readonly FileChange[]): readonly PackageChange[] {
  const [olds, news] = [groupsOf(before), groupsOf(after)];
  const touched = bytesByPackage(files);
  const keys = [...new Set([...olds.keys(), ...news.keys()])].sort();
  return keys.flatMap((key) => {
    const change = changeOf(olds.get(key) ?? null, news.get(key) ?? null, touched.get(key) ?? noBytes);
    return change === null ? [] : [change];
  });
}

/** Bytes of files that belong to nothing. */
export function unpackagedBytes(files: readonly FileChange[]): ByteChange {
  return files
    .filter(({ packages }) => packages.length === 0)
    .map(byteChange)
    .reduce(sumBytes, noBytes);
}

function groupsOf({ inventory }: DiffSide): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const [i, { type, name, version }] of inventory.packages.entries()) {
    const key = `${type}/${name}`;
    const group = groups.get(key) ?? { type, name, versions: new Set(), bytes: 0 };
    group.versions.add(version);
    group.bytes += inventory.ownership.bytes[i]!;
    groups.set(key, group);
  }
  return groups;
}

function bytesByPackage(files: readonly FileChange[]): ReadonlyMap<string, ByteChange> {
  const bytes = new Map<string, ByteChange>();
  for (const file of files) {
    const change = byteChange(file);
    for (const key of new Set(file.packages)) bytes.set(key, sumBytes(bytes.get(key) ?? noBytes, change));
  }
  return bytes;
}

function changeOf(old: Group | null, fresh: Group | null, touched: ByteChange): PackageChange | null {
  const { type, name } = (fresh ?? old)!;
  const gone = [...(old?.versions ?? [])].filter((version) => fresh?.versions.has(version) !== true).sort();
  const come = [...(fresh?.versions ?? [])].filter((version) => old?.versions.has(version) !== true).sort();
  const isSameVersion = gone.length === 0 && come.length === 0;
  if (isSameVersion && touchedBytes(touched) === 0) return null;
  const all = isSameVersion ? [...(fresh?.versions ?? [])].sort() : null;
  return {
    type,
    name,
    change: kindOf(old, fresh, gone, come),
    beforeVersions: all ?? gone,
    afterVersions: all ?? come,
    beforeBytes: old?.bytes ?? 0,
    afterBytes: fresh?.bytes ?? 0,
    ...touched,
  };
}

function kindOf(old: Group | null, fresh: Group | null, gone: readonly string[], come: readonly string[]): PackageChangeKind {
  if (old === null) return 'added';
  if (fresh === null) return 'removed';
  if (gone.length === 0 && come.length === 0) return 'contents';
  const order = gone.length === 1 && come.length === 1 ? compareVersions(fresh.type, gone[0]!, come[0]!) : null;
  return order === null || order === 0 ? 'other' : order < 0 ? 'upgraded' : 'downgraded';
}
