import { PathLookup } from '../../filesystem/path-lookup.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ImageView } from '../image-view.ts';
import { osRelease, osReleaseReads } from '../os-release.ts';
import { type ApkRecord, apkFields, apkFiles, parseApkDatabase } from './apk-database.ts';
import { contentHistory } from './content-history.ts';
import { installedSince } from './installed-since.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';
import { formatPurl } from './purl.ts';
import { malformed, truncated } from './unreadable.ts';

/** Since Alpine 3.22 the database may be below `/usr`, with a link where it was. */
const databases = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];
const databaseBytes = 32 * 1_048_576;

/** Packages of apk. */
export const apkReader: PackageReader = {
  type: 'apk',
  reads: [
    ...osReleaseReads,
    ...databases.map((glob) => ({ glob, maxBytes: databaseBytes, keep: { form: 'lines' as const, fields: apkFields } })),
  ],
  read: (image) => {
    const node = databases.map((path) => resolvePath(image.tree, path)).find((node) => node !== null) ?? null;
    return node === null ? { packages: [], unreadable: [] } : readDatabase(image, node);
  },
};

function readDatabase(image: ImageView, node: number): PackageReading {
  const versions = contentHistory(image, node).map(({ layer, content }) => ({ layer, content, ...parseApkDatabase(content.bytes) }));
  const [newest] = versions;
  const path = image.tree.path(node);
  if (newest === undefined) return { packages: [], unreadable: [{ path, reason: 'its content was not kept' }] };
  const since = installedSince(versions.map(({ layer, records }) => ({ layer, records: new Set(records.map(identity)) })));
  const vendor = osRelease(image)?.id || 'alpine';
  const lookup = new PathLookup(image.tree);
  const packages = newest.records.map((record) => ({
    type: 'apk' as const,
    name: record.name,
    version: record.version,
    purl: purlOf(record, vendor),
    license: record.license,
    path,
    layer: since.get(identity(record))!,
    files: apkFiles(image.tree, lookup, newest.content.bytes, record),
    directories: [],
  }));
  return { packages, unreadable: [...truncated(path, newest.content, databaseBytes), ...malformed(image, node, newest)] };
}

function identity({ name, version }: ApkRecord): string {
  return `${name}=${version}`;
}

function purlOf({ name, version, architecture, origin }: ApkRecord, vendor: string): string {
  const upstream = origin === name ? '' : origin;
  const qualifiers = { arch: architecture, upstream };
  return formatPurl({ type: 'apk', namespace: [vendor.toLowerCase()], name: name.toLowerCase(), version, qualifiers });
}
