import type { Need } from '../tracer.ts';

/** What a library or program is known to need and no linker can see: plugins, configuration, tables. */
export type Convention = {
  readonly id: string;
  /** Brought about by a kept file of such a name. */
  readonly names?: RegExp;
  /** Brought about by a kept program or library that names one of these functions. */
  readonly functions?: readonly string[];
  readonly needs: readonly ConventionNeed[];
};

export type ConventionNeed = {
  /** Over paths; `*` stays in a directory. What is not there is not needed. */
  readonly glob: string;
  readonly extent: Need['extent'];
  readonly reason: string;
};

/** With all below it. */
export function tree(reason: string, ...globs: readonly string[]): readonly ConventionNeed[] {
  return globs.map((glob) => ({ glob, extent: 'subtree', reason }));
}

/** Files, or directories as such. */
export function one(reason: string, ...globs: readonly string[]): readonly ConventionNeed[] {
  return globs.map((glob) => ({ glob, extent: 'one', reason }));
}
