import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import { type DotnetLibrary, parseDepsJson } from './deps-json.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';
import { formatPurl } from './purl.ts';

const documentBytes = 16 * 1_048_576;

/**
 * Packages of NuGet in published applications of .NET, by the `deps.json` beside the assemblies. Those of the application's own
 * projects are none. https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md
 */
export const nugetReader: PackageReader = {
  type: 'nuget',
  reads: [{ glob: '/**/*.deps.json', maxBytes: documentBytes, keep: { form: 'json', fields: ['libraries', 'targets'] } }],
  read: (image) => {
    const readings = capturedNodes(image.tree, '.deps.json').map((node) => readDocument(image, node));
    return {
      packages: readings.flatMap(({ packages }) => packages),
      unreadable: readings.flatMap(({ unreadable }) => unreadable),
    };
  },
};

function readDocument(image: ImageView, node: Node): PackageReading {
  const path = image.tree.path(node);
  const content = image.content(node);
  const libraries = content === null ? null : parseDepsJson(decodeText(content.bytes));
  if (content?.isTruncated === true)
    return { packages: [], unreadable: [{ path, reason: `expected at most ${documentBytes} bytes, got more` }] };
  if (libraries === null) return { packages: [], unreadable: [{ path, reason: 'expected a JSON object with libraries' }] };
  const layer = contentSince(image, node);
  return {
    packages: libraries.map((library): InstalledPackage => {
      const { name, version } = library;
      const purl = formatPurl({ type: 'nuget', name, version });
      return { type: 'nuget', name, version, purl, license: null, path, layer, files: ownFiles(image, node, library), directories: [] };
    }),
    unreadable: [],
  };
}

/** Publishing puts most files beside the document, whatever folder of the package they were in; others stay below theirs. */
function ownFiles({ tree }: ImageView, document: Node, { files }: DotnetLibrary): readonly Node[] {
  const directory = tree.parent(document) ?? rootNode;
  return files.flatMap(({ path, locale }) => {
    const names = path.split('/');
    const last = names.at(-1)!;
    const places = [names, locale === '' ? [last] : [locale, last]];
    const node = places.map((place) => descend(tree, directory, place)).find((found) => found !== null) ?? null;
    return node === null || tree.isDirectory(node) ? [] : [node];
  });
}

function descend(tree: ImageView['tree'], directory: Node, names: readonly string[]): Node | null {
  let node: Node | null = directory;
  for (const name of names) node = node === null || name === '' ? null : tree.child(node, name);
  return node;
}
