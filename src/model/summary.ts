import type { Report } from './report.ts';

export type BigFile = { readonly path: string; readonly sizeBytes: number; readonly layer: number };

/** What most people want to know of an image. */
export type Summary = {
  readonly report: Report;
  /** The largest files that a container sees. */
  readonly bigFiles: readonly BigFile[];
};

/** What it is kept under for the next look at the image. */
export const summaryQuestion = 'summary';
