import type { Node } from '../../filesystem/image-tree.ts';
import { PathLookup } from '../../filesystem/path-lookup.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ImageView } from '../image-view.ts';
import { osRelease, osReleaseReads } from '../os-release.ts';
import { contentHistory, contentSince } from './content-history.ts';
import { type Diversions, listedFiles, parseDiversions, summedFiles } from './deb-files.ts';
import { type DebRecord, parseDebStatus } from './deb-status.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import { installedSince } from './installed-since.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';
import { formatPurl } from './purl.ts';
import { truncated } from './truncated.ts';

const adminDirectory = '/var/lib/dpkg';
const statusBytes = 32 * 1_048_576;
/** Some 100,000 paths. */
const listBytes = 8 * 1_048_576;

/** Packages of dpkg: of its database, and of the one file a package that images without dpkg have in its place. */
export const debReader: PackageReader = {
  type: 'deb',
  reads: [
    ...osReleaseReads,
    { glob: `${adminDirectory}/status`, maxBytes: statusBytes },
    { glob: `${adminDirectory}/status.d/*`, maxBytes: listBytes },
    { glob: `${adminDirectory}/info/*.list`, maxBytes: listBytes },
    { glob: `${adminDirectory}/diversions`, maxBytes: listBytes },
  ],
  read: (image) => {
    const release = osRelease(image);
    const distribution = release === null ? '' : release.versionId === '' ? release.id : `${release.id}-${release.versionId}`;
    const context = { image, lookup: new PathLookup(image.tree), vendor: release?.id || 'debian', distribution };
    const readings = [readStatus(context), readStatusDirectory(context)];
    return {
      packages: readings.flatMap(({ packages }) => packages),
      unreadable: readings.flatMap(({ unreadable }) => unreadable),
    };
  },
};

type Context = { readonly image: ImageView; readonly lookup: PathLookup; readonly vendor: string; readonly distribution: string };

const nothing: PackageReading = { packages: [], unreadable: [] };

function readStatus(context: Context): PackageReading {
  const { image } = context;
  const node = resolvePath(image.tree, `${adminDirectory}/status`);
  const versions = node === null ? [] : contentHistory(image, node);
  const parsed = versions.map(({ layer, content }) => ({ layer, ...parseDebStatus(decodeText(content.bytes)) }));
  const [newest] = parsed;
  if (node === null || newest === undefined) return nothing;
  const since = installedSince(parsed.map(({ layer, records }) => ({ layer, records: new Set(records.map(identity)) })));
  const path = image.tree.path(node);
  const files = readLists(context, newest.records);
  const packages = newest.records.map((record, i) => ({
    ...toPackage(context, record),
    path,
    layer: since.get(identity(record))!,
    files: files.byRecord[i]!,
    directories: [],
  }));
  return {
    packages,
    unreadable: [...truncated(path, versions[0]!.content, statusBytes), ...malformed(path, newest.malformedCount), ...files.unreadable],
  };
}

function identity({ name, version, architecture }: DebRecord): string {
  return `${name}:${architecture}=${version}`;
}

function malformed(path: string, count: number): PackageReading['unreadable'] {
  return count === 0 ? [] : [{ path, reason: `expected a name and a version in every paragraph, got ${count} without` }];
}

function readLists(
  context: Context,
  records: readonly DebRecord[],
): { readonly byRecord: readonly (readonly Node[])[]; readonly unreadable: PackageReading['unreadable'] } {
  const { image, lookup } = context;
  const { tree } = image;
  const directory = resolvePath(tree, `${adminDirectory}/info`);
  const diversions = readDiversions(image);
  const missing: string[] = [];
  const unreadable: { readonly path: string; readonly reason: string }[] = [];
  const byRecord = records.map(({ name, architecture }) => {
    const list =
      directory === null ? null : (tree.child(directory, `${name}:${architecture}.list`) ?? tree.child(directory, `${name}.list`));
    const content = list === null ? null : image.content(list);
    if (list === null || content === null) {
      missing.push(name);
      return [];
    }
    unreadable.push(...truncated(tree.path(list), content, listBytes));
    return listedFiles(tree, lookup, name, content.bytes, diversions);
  });
  if (missing.length > 0) {
    const reason = `expected the list of files of each package, got none of ${missing.length}: ${missing.slice(0, 3).join(', ')}`;
    unreadable.push({ path: `${adminDirectory}/info`, reason });
  }
  return { byRecord, unreadable };
}

function readDiversions(image: ImageView): Diversions {
  const node = resolvePath(image.tree, `${adminDirectory}/diversions`);
  return parseDiversions((node === null ? null : image.content(node))?.bytes ?? new Uint8Array());
}

function readStatusDirectory(context: Context): PackageReading {
  const { image } = context;
  const { tree } = image;
  const directory = resolvePath(tree, `${adminDirectory}/status.d`);
  const nodes = directory === null ? [] : tree.children(directory).filter((node) => !tree.name(node).endsWith('.md5sums'));
  const readings = nodes.map((node) => readStatusFile(context, node));
  return { packages: readings.flatMap(({ packages }) => packages), unreadable: readings.flatMap(({ unreadable }) => unreadable) };
}

function readStatusFile(context: Context, node: Node): PackageReading {
  const { image, lookup } = context;
  const { tree } = image;
  const content = image.content(node);
  if (content === null) return nothing;
  const path = tree.path(node);
  const { records, malformedCount } = parseDebStatus(decodeText(content.bytes));
  const sums = tree.child(tree.parent(node)!, `${tree.name(node)}.md5sums`);
  const summed = sums === null ? null : image.content(sums);
  const files = summed === null ? [] : summedFiles(tree, lookup, summed.bytes);
  const layer = contentSince(image, node);
  return {
    packages: records.map((record) => ({ ...toPackage(context, record), path, layer, files, directories: [] })),
    unreadable: [...truncated(path, content, listBytes), ...malformed(path, malformedCount)],
  };
}

function toPackage(
  { vendor, distribution }: Context,
  { name, version, architecture, source, sourceVersion }: DebRecord,
): Pick<InstalledPackage, 'type' | 'name' | 'version' | 'purl' | 'license'> {
  const upstream = source === '' ? '' : sourceVersion === '' ? source : `${source}@${sourceVersion}`;
  const purl = formatPurl({
    type: 'deb',
    namespace: [vendor.toLowerCase()],
    name: name.toLowerCase(),
    version,
    qualifiers: { arch: architecture, distro: distribution, upstream },
  });
  return { type: 'deb', name, version, purl, license: null };
}
