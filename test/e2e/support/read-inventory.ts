import { type Inspection, inspect } from '../../../src/index.ts';
import type { ReportPackage } from '../../../src/model/report.ts';

/** Reads an image without a cache, for its packages. Nothing has to be closed. */
export async function readInventory(reference: string): Promise<Inspection> {
  const inspection = await inspect(reference, { cacheDirectory: null });
  inspection.close();
  return inspection;
}

/** `name version`, sorted. */
export function namesOf({ report }: Inspection, type: ReportPackage['type']): readonly string[] {
  return report.packages
    .filter((found) => found.type === type)
    .map(({ name, version }) => `${name} ${version}`)
    .sort();
}

/** Name of the package of the distribution that a path belongs to, null where it is none's. */
export function systemOwner({ tree, inventory }: Inspection, path: string): string | null {
  const node = tree.find(path);
  const owner = node === null ? undefined : inventory.packages[inventory.ownership.system[node]!];
  return owner?.name ?? null;
}
