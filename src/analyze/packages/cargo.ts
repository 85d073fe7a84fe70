import type { Node } from '../../filesystem/image-tree.ts';
import type { RustCrate } from '../../model/facts.ts';
import type { ImageView } from '../image-view.ts';
import { elfNodes } from './captured-nodes.ts';
import { contentSince } from './content-history.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader } from './package-reader.ts';
import { formatPurl } from './purl.ts';

/** Crates in binaries that cargo-auditable built. The binary belongs to the crate that it was built of. */
export const cargoReader: PackageReader = {
  type: 'cargo',
  reads: [],
  read: (image) => {
    const nodes = elfNodes(image.tree, ({ rustCrates }) => rustCrates !== undefined);
    const unread = nodes.filter((node) => image.elf(node)!.rustCrates!.length === 0);
    return {
      packages: nodes.flatMap((node) => readBinary(image, node)),
      unreadable: unread.map((node) => ({ path: image.tree.path(node), reason: 'expected a list of crates as compressed JSON' })),
    };
  },
};

function readBinary(image: ImageView, node: Node): readonly InstalledPackage[] {
  const place = { type: 'cargo' as const, license: null, path: image.tree.path(node), layer: contentSince(image, node), directories: [] };
  return image.elf(node)!.rustCrates!.map(({ name, version, isRoot }: RustCrate) => ({
    ...place,
    name,
    version,
    purl: formatPurl({ type: 'cargo', name, version }),
    files: isRoot ? [node] : [],
  }));
}
