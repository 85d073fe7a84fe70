import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentHistory } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import { installedSince } from './installed-since.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';
import { parseJsonText } from './parse-object.ts';
import { formatPurl } from './purl.ts';
import { truncated } from './unreadable.ts';

const installedBytes = 16 * 1_048_576;

/** Packages of Composer, by what it notes of each that it unpacked. https://getcomposer.org/doc/07-runtime.md */
export const composerReader: PackageReader = {
  type: 'composer',
  reads: [{ glob: '/**/vendor/composer/installed.json', maxBytes: installedBytes }],
  read: (image) => {
    const readings = capturedNodes(image.tree, 'vendor/composer/installed.json').map((node) => readInstalled(image, node));
    return {
      packages: readings.flatMap(({ packages }) => packages),
      unreadable: readings.flatMap(({ unreadable }) => unreadable),
    };
  },
};

function readInstalled(image: ImageView, node: Node): PackageReading {
  const path = image.tree.path(node);
  const versions = contentHistory(image, node).map(({ layer, content }) => ({
    layer,
    content,
    records: parseInstalled(decodeText(content.bytes)),
  }));
  const [newest] = versions;
  if (newest === undefined) return { packages: [], unreadable: [{ path, reason: 'its content was not kept' }] };
  const { records, content } = newest;
  if (content.isTruncated) return { packages: [], unreadable: truncated(path, content, installedBytes) };
  if (records === null) return { packages: [], unreadable: [{ path, reason: 'expected a list of packages as JSON' }] };
  const since = installedSince(versions.map((version) => ({ layer: version.layer, records: new Set(version.records?.map(identity)) })));
  return {
    packages: records.map(
      (record): InstalledPackage => ({
        type: 'composer',
        name: record.name,
        version: record.version,
        purl: purlOf(record),
        license: record.license,
        path,
        layer: since.get(identity(record))!,
        files: [],
        directories: ownDirectories(image, path, record),
      }),
    ),
    unreadable: [],
  };
}

type ComposerRecord = {
  readonly name: string;
  readonly version: string;
  readonly license: string | null;
  /** Relative to the file; null for a package without files. */
  readonly installPath: string | null;
};

/** Composer 2 has an object with the list in it, Composer 1 just the list. */
function parseInstalled(text: string): readonly ComposerRecord[] | null {
  const value = parseJsonText(text);
  const list = Array.isArray(value) ? value : typeof value === 'object' && value !== null && 'packages' in value ? value.packages : null;
  return Array.isArray(list) ? list.flatMap(toRecord) : null;
}

function toRecord(value: unknown): readonly ComposerRecord[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, version, license, 'install-path': installPath } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name === '' || typeof version !== 'string') return [];
  const licenses = (Array.isArray(license) ? license : [license]).filter((one) => typeof one === 'string' && one !== '');
  const usual = `../${name}`;
  return [
    {
      name,
      version,
      license: licenses.length === 0 ? null : licenses.join(' OR '),
      installPath: typeof installPath === 'string' ? installPath : installPath === null ? null : usual,
    },
  ];
}

function identity({ name, version }: ComposerRecord): string {
  return `${name}=${version}`;
}

function purlOf({ name, version }: ComposerRecord): string {
  const [last = name, ...vendor] = name.toLowerCase().split('/').reverse();
  return formatPurl({ type: 'composer', namespace: vendor.reverse(), name: last, version });
}

function ownDirectories({ tree }: ImageView, path: string, { installPath }: ComposerRecord): readonly Node[] {
  if (installPath === null || installPath.length > 4_096) return [];
  const node = resolvePath(tree, posix.resolve(posix.dirname(path), installPath));
  if (node === null || !tree.isDirectory(node)) return [];
  // The project itself may be among its packages, and does not own what it needs.
  const isAbove = node === rootNode || path.startsWith(`${tree.path(node)}/`);
  return isAbove ? [] : [node];
}
