import type { ReadPattern } from '../../model/facts.ts';
import type { PackageType } from '../../model/package.ts';
import type { Outcome } from '../../model/report.ts';
import type { ImageView } from '../image-view.ts';
import type { InstalledPackage } from './installed-package.ts';

/** One package manager: a pure, synchronous, deterministic function of an image. */
export type PackageReader = {
  readonly type: PackageType;
  /** Files whose content `read` will look up, as an analyzer's. */
  readonly reads: readonly ReadPattern[];
  readonly read: (image: ImageView) => PackageReading;
};

export type PackageReading = {
  readonly packages: readonly InstalledPackage[];
  /** What it should have looked at and could not; what the rest says is told all the same. */
  readonly unreadable: Outcome['unreadable'];
};
