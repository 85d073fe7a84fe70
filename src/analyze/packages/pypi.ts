import type { Node } from '../../filesystem/image-tree.ts';
import { PathLookup } from '../../filesystem/path-lookup.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader } from './package-reader.ts';
import { paragraphs } from './paragraphs.ts';
import { formatPurl } from './purl.ts';
import { installedFiles, type PypiFiles } from './pypi-files.ts';

/** A description of any length follows on what is looked up. */
const metadataBytes = 16_384;
const moduleBytes = 4_096;
const recordBytes = 16 * 1_048_576;

const fields = ['Name', 'Version', 'License-Expression', 'License'];
const keep = { form: 'lines', fields } as const;

/**
 * Packages of Python that left their metadata.
 * https://packaging.python.org/en/latest/specifications/recording-installed-packages/ and, of older tools, `.egg-info`
 */
export const pypiReader: PackageReader = {
  type: 'pypi',
  reads: [
    { glob: '/**/*.dist-info/METADATA', maxBytes: metadataBytes, keep },
    { glob: '/**/*.egg-info/PKG-INFO', maxBytes: metadataBytes, keep },
    { glob: '/**/EGG-INFO/PKG-INFO', maxBytes: metadataBytes, keep },
    { glob: '/**/*.egg-info', maxBytes: metadataBytes, keep },
    { glob: '/**/*.dist-info/RECORD', maxBytes: recordBytes, keep: { form: 'paths', columns: 'csv' } },
    { glob: '/**/*.egg-info/installed-files.txt', maxBytes: recordBytes, keep: { form: 'paths', columns: 'one' } },
    { glob: '/**/*.{dist,egg}-info/top_level.txt', maxBytes: moduleBytes },
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
  return ['.dist-info/METADATA', '.egg-info/PKG-INFO', '/EGG-INFO/PKG-INFO', '.egg-info'].flatMap((suffix) => capturedNodes(tree, suffix));
}

const names = new Set(fields);

/** @returns a reason where it cannot be read */
function readMetadata(image: ImageView, lookup: PathLookup, node: Node): InstalledPackage | string {
  const content = image.content(node);
  if (content === null) return 'its content was not kept, as it is a link to a file of another name';
  const found = paragraphs(decodeText(content.bytes), names).next().value ?? new Map<string, string>();
  const name = found.get('Name') ?? '';
  const version = found.get('Version') ?? '';
  if (name === '' || version === '') return 'expected a Name and a Version, got metadata without';
  const files: PypiFiles = installedFiles(image, lookup, node);
  return {
    type: 'pypi',
    name,
    version,
    purl: formatPurl({ type: 'pypi', name: name.toLowerCase().replaceAll('_', '-'), version }),
    license: found.get('License-Expression') || found.get('License') || null,
    path: image.tree.path(node),
    layer: contentSince(image, node),
    ...files,
  };
}
