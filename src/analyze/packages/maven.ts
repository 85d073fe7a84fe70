import type { Node } from '../../filesystem/image-tree.ts';
import type { JavaFile, JavaPackage } from '../../model/java-file.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';
import { parseJsonText } from './parse-object.ts';
import { formatPurl } from './purl.ts';

const archiveBytes = 256 * 1_048_576;
const suffixes = ['.jar', '.war', '.ear'] as const;

/**
 * Archives of Java and what is packed into them, by `pom.properties`, otherwise by name and manifest. A file belongs to the package
 * that it is; what the packages in it have of it nobody can tell.
 */
export const mavenReader: PackageReader = {
  type: 'maven',
  reads: suffixes.map((suffix) => ({ glob: `/**/*${suffix}`, maxBytes: archiveBytes, keep: { form: 'java' as const } })),
  read: (image) => {
    const nodes = suffixes.flatMap((suffix) => capturedNodes(image.tree, suffix));
    const readings = nodes.filter((node) => !image.tree.isDirectory(node)).map((node) => readArchive(image, node));
    return {
      packages: readings.flatMap(({ packages }) => packages),
      unreadable: readings.flatMap(({ unreadable }) => unreadable),
    };
  },
};

function readArchive(image: ImageView, node: Node): PackageReading {
  const path = image.tree.path(node);
  const content = image.content(node);
  if (content === null)
    return { packages: [], unreadable: [{ path, reason: 'its content was not kept, as it is a link to a file of another name' }] };
  if (content.isTruncated) return { packages: [], unreadable: [{ path, reason: `expected at most ${archiveBytes} bytes, got more` }] };
  // Our own writing, of what the image says; null where somebody asked for the whole archive, so that nothing was written.
  const file = parseJsonText(decodeText(content.bytes)) as JavaFile | null;
  if (file === null) return { packages: [], unreadable: [{ path, reason: 'its content was kept in another form' }] };
  const { packages, unreadable } = file;
  const layer = contentSince(image, node);
  return {
    packages: packages.map(
      (found): InstalledPackage => ({
        type: 'maven',
        name: found.group === '' ? found.name : `${found.group}:${found.name}`,
        version: found.version,
        purl: purlOf(found),
        license: found.license || null,
        path: placeOf(path, found.archive),
        layer,
        files: found.archive === '' && found.isArchive ? [node] : [],
        directories: [],
      }),
    ),
    unreadable: unreadable.map((one) => ({ path: placeOf(path, one.path), reason: one.reason })),
  };
}

/** As Java itself writes it. */
function placeOf(path: string, archive: string): string {
  return archive === '' ? path : `${path}!/${archive}`;
}

function purlOf({ group, name, version }: JavaPackage): string {
  return formatPurl({ type: 'maven', namespace: [group], name, version });
}
