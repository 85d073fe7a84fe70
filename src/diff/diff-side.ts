import type { Inventory } from '../analyze/packages/inventory.ts';
import type { ImageTree } from '../filesystem/image-tree.ts';
import type { Image } from '../model/image.ts';
import type { Report } from '../model/report.ts';

/** One of two images that are compared: an `Inspection`, as far as it matters here. */
export type DiffSide = {
  readonly image: Image;
  readonly report: Report;
  readonly tree: ImageTree;
  readonly inventory: Pick<Inventory, 'packages' | 'ownership'>;
};
