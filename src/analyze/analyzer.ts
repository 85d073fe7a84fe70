import type { ReadPattern } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { ImageView } from './image-view.ts';

/** One detector: a pure, synchronous, deterministic function of an image. */
export type Analyzer = {
  /** Kebab-case noun in the failing state; equal to the file name: `package-cache`, `root-user`. */
  readonly id: string;
  /** What the user sees above the findings. */
  readonly title: string;
  /** Files whose content `analyze` will look up, as data: it is sent to the workers and is part of the key of an index. */
  readonly reads?: readonly ReadPattern[];
  readonly analyze: (image: ImageView) => Analysis;
};

export type Analysis = {
  readonly findings: readonly Finding[];
  /** What it should have looked at and could not. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};
