import type { LayerIndex } from './layer-index.ts';

/** What `dive` (https://github.com/wagoodman/dive) says of an image, to the last digit. */
export type DiveNumbers = {
  /** A ratio, 1 at best. */
  readonly efficiencyScore: number;
  readonly sizeBytes: number;
  /** Without the first layer, which dive takes for the base image. */
  readonly userSizeBytes: number;
  /** Every copy of each path that came more than once, the one that stays included. */
  readonly wastedBytes: number;
  /** A ratio, and more than 1 where the first layer holds the copies; null where dive would divide by nothing. */
  readonly userWastedPercent: number | null;
};

/** A path that came more than once, removals counted. */
export type DiveFile = {
  readonly path: string;
  readonly count: number;
  readonly cumulativeBytes: number;
};

/** What dive's own JSON says beyond the numbers. */
export type DiveExport = {
  readonly numbers: DiveNumbers;
  /** Largest first. */
  readonly inefficientFiles: readonly DiveFile[];
  readonly layers: readonly DiveLayer[];
};

export type DiveLayer = {
  readonly index: LayerIndex;
  /** Entries in dive's order, children first and names by their bytes; -1 stands for a parent that has no entry. */
  readonly rows: Int32Array;
};
