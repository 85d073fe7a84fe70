import type { Report } from '../model/report.ts';
import type { BigFile } from '../model/summary.ts';

export type TextInput = {
  readonly report: Report;
  /** Names and tags that the source gives the image. */
  readonly names: readonly string[];
  /** The most bytes first. */
  readonly bigFiles: readonly BigFile[];
  readonly warnings: readonly string[];
};
