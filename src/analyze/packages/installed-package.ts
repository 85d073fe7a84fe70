import type { Node } from '../../filesystem/image-tree.ts';
import type { Package } from '../../model/package.ts';

export type InstalledPackage = Package & {
  /** Visible paths that it brought, directories left out. */
  readonly files: readonly Node[];
  /** Directories that are its own with all that is below, but for what is further down another package's. */
  readonly directories: readonly Node[];
};
