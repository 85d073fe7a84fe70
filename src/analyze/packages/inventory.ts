import type { Outcome } from '../../model/report.ts';
import type { ImageView } from '../image-view.ts';
import { assignOwners, type Ownership } from '../ownership.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader, PackageReading } from './package-reader.ts';

export type Inventory = {
  /** By type, name, version and path. */
  readonly packages: readonly InstalledPackage[];
  readonly ownership: Ownership;
  readonly outcome: Outcome;
};

/** What is installed, and which file belongs to what. A reader that throws is shown as failed, and the others are heard. */
export function takeInventory(readers: readonly PackageReader[], image: ImageView): Inventory {
  const readings = readers.map((reader) => readSafely(reader, image));
  const packages = readings.flatMap(({ packages }) => packages).sort(compare);
  const unreadable = readings.flatMap(({ unreadable }) => unreadable);
  const errors = readings.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const status = errors.length > 0 ? 'failed' : unreadable.length > 0 ? 'partial' : 'ok';
  return {
    packages,
    ownership: assignOwners(image.tree, packages),
    outcome: { analyzer: 'packages', status, unreadable, ...(errors.length === 0 ? {} : { error: errors.join('; ') }) },
  };
}

function readSafely(reader: PackageReader, image: ImageView): PackageReading & { readonly error?: string } {
  try {
    return reader.read(image);
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { packages: [], unreadable: [], error: `${reader.type}: ${text}` };
  }
}

function compare(a: InstalledPackage, b: InstalledPackage): number {
  return order(a.type, b.type) || order(a.name, b.name) || order(a.version, b.version) || order(a.path, b.path);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
