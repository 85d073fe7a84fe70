import { PathLookup } from '../../filesystem/path-lookup.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ImageView } from '../image-view.ts';
import { sizeOf } from '../node-columns.ts';
import { osRelease, osReleaseReads } from '../os-release.ts';
import { type ApkRecord, apkFiles } from './apk-database.ts';
import { contentHistory } from './content-history.ts';
import { installedSince } from './installed-since.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';
import { formatPurl } from './purl.ts';
import { parseRpmDatabase } from './rpm-database.ts';
import { malformed, truncated } from './unreadable.ts';

/** The second directory is that of newer distributions, the third that of images of ostree. */
const directories = ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm'];
/** SQLite, ndb, Berkeley DB: the newest first, as the others are what was left behind when it came. */
const databases = ['rpmdb.sqlite', 'Packages.db', 'Packages'].flatMap((name) => directories.map((directory) => `${directory}/${name}`));
/** Some 2,000 packages; only their names, and those of their files, are kept of it. */
const databaseBytes = 192 * 1_048_576;

/** Packages of rpm. */
export const rpmReader: PackageReader = {
  type: 'rpm',
  reads: [...osReleaseReads, ...databases.map((glob) => ({ glob, maxBytes: databaseBytes, keep: { form: 'rpm' as const } }))],
  read: (image) => {
    const node =
      databases.map((path) => resolvePath(image.tree, path)).find((node) => node !== null && sizeOf(image.tree, node) > 0) ?? null;
    return node === null ? { packages: [], unreadable: [] } : readDatabase(image, node);
  },
};

function readDatabase(image: ImageView, node: number): PackageReading {
  const versions = contentHistory(image, node).map(({ layer, content }) => ({ layer, content, ...parseRpmDatabase(content.bytes) }));
  const [newest] = versions;
  const path = image.tree.path(node);
  if (newest === undefined) return { packages: [], unreadable: [{ path, reason: 'its content was not kept' }] };
  const since = installedSince(versions.map(({ layer, records }) => ({ layer, records: new Set(records.map(identity)) })));
  const vendor = vendorOf(image);
  const lookup = new PathLookup(image.tree);
  const packages = newest.records.map((record) => ({
    type: 'rpm' as const,
    name: record.name,
    version: record.version,
    purl: purlOf(record, vendor),
    license: record.license,
    path,
    layer: since.get(identity(record))!,
    files: apkFiles(image.tree, lookup, newest.text, record),
    directories: [],
  }));
  return { packages, unreadable: [...unread(path, newest), ...unwritten(image, path), ...emptyDatabase(image, node, newest)] };
}

type Newest = ReturnType<typeof parseRpmDatabase> & { readonly content: Parameters<typeof truncated>[1] };

function unread(path: string, { content, reason }: Newest): PackageReading['unreadable'] {
  return [...truncated(path, content, databaseBytes), ...(reason === null ? [] : [{ path, reason }])];
}

function emptyDatabase(image: ImageView, node: number, newest: Newest): PackageReading['unreadable'] {
  return newest.content.isTruncated || newest.reason !== null || newest.malformedCount === 0 ? [] : malformed(image, node, newest);
}

/** What SQLite has not yet carried over into the database itself. */
function unwritten({ tree }: ImageView, database: string): PackageReading['unreadable'] {
  const path = `${database}-wal`;
  const node = resolvePath(tree, path);
  return node === null || sizeOf(tree, node) === 0 ? [] : [{ path, reason: 'expected no changes beside the database, which are not read' }];
}

function identity({ name, version, architecture }: ApkRecord): string {
  return `${name}.${architecture}=${version}`;
}

type Vendor = { readonly namespace: string; readonly distro: string };

function vendorOf(image: ImageView): Vendor {
  const release = osRelease(image);
  if (release === null || release.id === '') return { namespace: '', distro: '' };
  const distro = [release.id, release.versionId].filter((part) => part !== '').join('-');
  return { namespace: release.id === 'rhel' ? 'redhat' : release.id.toLowerCase(), distro };
}

/** The epoch is a qualifier, unlike everywhere else. */
function purlOf({ name, version, architecture, origin }: ApkRecord, { namespace, distro }: Vendor): string {
  const [, epoch = '', rest = version] = /^(\d+):(.*)$/s.exec(version) ?? [];
  const qualifiers = { arch: architecture, distro, epoch, upstream: origin };
  return formatPurl({ type: 'rpm', namespace: [namespace], name, version: rest, qualifiers });
}
