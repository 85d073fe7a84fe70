/** What the constants of a program or library name, as far as they tell what it may open by itself. */
export type FileStrings = {
  /** Names of shared libraries: `libfoo.so.1`. */
  readonly libraries: readonly string[];
  /** Absolute paths, each a whole constant. */
  readonly paths: readonly string[];
  /** Of the functions that somebody asked about, those that it names: imports mostly. */
  readonly functions: readonly string[];
};
