import type { Node } from '../../filesystem/image-tree.ts';
import { PathLookup } from '../../filesystem/path-lookup.ts';
import { nodesNamed } from '../files-by-name.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader } from './package-reader.ts';
import { paragraphs } from './paragraphs.ts';
import { formatPurl } from './purl.ts';
import { installedFiles, type PypiFiles } from './pypi-files.ts';

/** Of the metadata only the names at its top are looked up; a description of any length follows. */
const metadataBytes = 4_096;
const recordBytes = 16 * 1_048_576;

/**
 * Packages of Python that left their metadata.
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/ and, of older tools, `.egg-info`
 */
export const pypiReader: PackageReader = {
  type: 'pypi',
  reads: [
    { glob: '/**/*.dist-info/METADATA', maxBytes: metadataBytes },
    { glob: '/**/*.egg-info/PKG-INFO', maxBytes: metadataBytes },
    { glob: '/**/EGG-INFO/PKG-INFO', maxBytes: metadataBytes },
    { glob: '/**/*.egg-info', maxBytes: metadataBytes },
    { glob: '/**/*.dist-info/RECORD', maxBytes: recordBytes },
    { glob: '/**/*.egg-info/installed-files.txt', maxBytes: recordBytes },
    { glob: '/**/*.{dist,egg}-info/top_level.txt', maxBytes: metadataBytes },
  ],
  read: (image) => {
    const lookup = new PathLookup(image.tree);
    const packages: InstalledPackage[] = [];
    const unreadable: { readonly path: string; readonly reason: string }[] = [];
    for (const node of metadataFiles(image)) {
      const found = readMetadata(image, lookup, node);
      if (typeof found === 'string') unreadable.push({ path: image.tree.path(node), reason: found });
      else packages.push(found);
    }
    return { packages, unreadable };
  },
};

function metadataFiles({ tree }: ImageView): readonly Node[] {
  const isIn = (suffix: string) => (node: Node) => !tree.isDirectory(node) && tree.name(tree.parent(node) ?? node).endsWith(suffix);
  const infos = nodesNamed(tree, 'PKG-INFO');
  return [
    ...nodesNamed(tree, 'METADATA').filter(isIn('.dist-info')),
    ...infos.filter(isIn('.egg-info')),
    ...infos.filter(isIn('EGG-INFO')),
    ...capturedNodes(tree, '.egg-info'),
  ];
}

const names = new Set(['Name', 'Version', 'License-Expression', 'License']);

/** @returns a reason where it cannot be read */
function readMetadata(image: ImageView, lookup: PathLookup, node: Node): InstalledPackage | string {
  const content = image.content(node);
  if (content === null) return 'its content was not kept, as it is a link to a file of another name';
  const fields = paragraphs(decodeText(content.bytes), names).next().value ?? new Map<string, string>();
  const name = fields.get('Name') ?? '';
  const version = fields.get('Version') ?? '';
  if (name === '' || version === '') return 'expected a Name and a Version, got metadata without';
  const files: PypiFiles = installedFiles(image, lookup, node);
  return {
    type: 'pypi',
    name,
    version,
    purl: formatPurl({ type: 'pypi', name: name.toLowerCase().replaceAll('_', '-'), version }),
    license: fields.get('License-Expression') || fields.get('License') || null,
    path: image.tree.path(node),
    layer: contentSince(image, node),
    ...files,
  };
}
