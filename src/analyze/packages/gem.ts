import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { ImageView } from '../image-view.ts';
import { capturedNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import { decodeText } from './decode-text.ts';
import { parseGemspec } from './gemspec.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader } from './package-reader.ts';
import { formatPurl } from './purl.ts';

/** Name, version and licenses stand in front of the lists of files. */
const specificationBytes = 65_536;

/** Gems of Ruby, those that come with it included, each by the specification that was written when it was installed. */
export const gemReader: PackageReader = {
  type: 'gem',
  reads: ['/**/specifications/*.gemspec', '/**/specifications/default/*.gemspec'].map((glob) => ({ glob, maxBytes: specificationBytes })),
  read: (image) => {
    const packages: InstalledPackage[] = [];
    const unreadable: { readonly path: string; readonly reason: string }[] = [];
    for (const node of capturedNodes(image.tree, '.gemspec')) {
      const found = readSpecification(image, node);
      if (typeof found === 'string') unreadable.push({ path: image.tree.path(node), reason: found });
      else packages.push(found);
    }
    return { packages, unreadable };
  },
};

/** @returns a reason where it cannot be read */
function readSpecification(image: ImageView, node: Node): InstalledPackage | string {
  const { tree } = image;
  const content = image.content(node);
  if (content === null) return 'its content was not kept, as it is a link to a file of another name';
  const gem = parseGemspec(decodeText(content.bytes));
  if (gem === null) return 'expected a specification with a name and a version';
  const { name, version, platform, license } = gem;
  return {
    type: 'gem',
    name,
    version,
    purl: formatPurl({ type: 'gem', name, version, qualifiers: { platform: platform === 'ruby' ? '' : platform } }),
    license,
    path: tree.path(node),
    layer: contentSince(image, node),
    files: [node],
    directories: ownDirectories(image, node),
  };
}

/** `gems/NAME-VERSION` beside the directory of specifications; what comes with Ruby may have none. */
function ownDirectories({ tree }: ImageView, node: Node): readonly Node[] {
  const directory = tree.parent(node) ?? rootNode;
  const specifications = tree.name(directory) === 'default' ? (tree.parent(directory) ?? rootNode) : directory;
  const gems = tree.child(tree.parent(specifications) ?? rootNode, 'gems');
  const own = gems === null ? null : tree.child(gems, tree.name(node).slice(0, -'.gemspec'.length));
  return own === null || !tree.isDirectory(own) ? [] : [own];
}
