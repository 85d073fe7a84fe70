import type { Node } from '../../filesystem/image-tree.ts';
import { PathLookup } from '../../filesystem/path-lookup.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ReadPattern } from '../../model/facts.ts';
import type { ImageView } from '../image-view.ts';
import { contentSince } from './content-history.ts';
import { summedFiles } from './deb-files.ts';
import { debIdentities } from './deb-identity.ts';
import { parseDebStatus } from './deb-status.ts';
import { decodeText } from './decode-text.ts';
import type { PackageReading } from './package-reader.ts';
import { malformed, truncated } from './unreadable.ts';

const directoryPath = '/var/lib/dpkg/status.d';
const fileBytes = 8 * 1_048_576;
const sums = '.md5sums';

export const debSingleReads: readonly ReadPattern[] = [{ glob: `${directoryPath}/*`, maxBytes: fileBytes }];

/** Packages that were unpacked without dpkg, each told by a file of its own, its files by another of checksums: distroless images. */
export function readDebSingles(image: ImageView): PackageReading {
  const { tree } = image;
  const directory = resolvePath(tree, directoryPath);
  const nodes = directory === null ? [] : tree.children(directory).filter((node) => !tree.name(node).endsWith(sums));
  const readings = nodes.map(singleReader(image));
  const unsummed = nodes.filter((node) => tree.child(tree.parent(node)!, `${tree.name(node)}${sums}`) === null);
  return {
    packages: readings.flatMap(({ packages }) => packages),
    unreadable: [...readings.flatMap(({ unreadable }) => unreadable), ...missingSums(unsummed.map((node) => tree.name(node)))],
  };
}

function missingSums(names: readonly string[]): PackageReading['unreadable'] {
  if (names.length === 0) return [];
  const some = names.slice(0, 3).join(', ');
  return [{ path: directoryPath, reason: `expected a list of files for each package, got none for ${names.length}: ${some}` }];
}

function singleReader(image: ImageView): (node: Node) => PackageReading {
  const { tree } = image;
  const identify = debIdentities(image);
  const lookup = new PathLookup(tree);
  return (node) => {
    const content = image.content(node);
    const path = tree.path(node);
    if (content === null) return { packages: [], unreadable: [{ path, reason: 'its content was not kept' }] };
    const status = parseDebStatus(decodeText(content.bytes));
    const sumsNode = tree.child(tree.parent(node)!, `${tree.name(node)}${sums}`);
    const summed = sumsNode === null ? null : image.content(sumsNode);
    const files = summed === null ? [] : summedFiles(tree, lookup, summed.bytes);
    const layer = contentSince(image, node);
    return {
      packages: status.records.map((record) => ({ ...identify(record), path, layer, files, directories: [] })),
      unreadable: [...truncated(path, content, fileBytes), ...malformed(image, node, status)],
    };
  };
}
