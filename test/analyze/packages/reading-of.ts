import type { InstalledPackage } from '../../../src/analyze/packages/installed-package.ts';
import type { PackageReader } from '../../../src/analyze/packages/package-reader.ts';
import type { Package } from '../../../src/model/package.ts';
import { type ViewInput, viewOf } from '../../analyzers/view-of.ts';

/** A package with its files and directories as paths, sorted. */
export type SeenPackage = Package & { readonly files: readonly string[]; readonly directories: readonly string[] };

export type SeenReading = {
  readonly packages: readonly SeenPackage[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};

export async function readingOf(reader: PackageReader, input: ViewInput): Promise<SeenReading> {
  const view = await viewOf(reader, input);
  const { packages, unreadable } = reader.read(view);
  const paths = (nodes: InstalledPackage['files']) => nodes.map((node) => view.tree.path(node)).sort();
  return {
    packages: packages.map((found) => ({ ...found, files: paths(found.files), directories: paths(found.directories) })),
    unreadable,
  };
}
