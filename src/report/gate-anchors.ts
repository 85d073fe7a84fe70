/** Where in the user's own files a result is shown. */
export type GateAnchors = {
  /** Relative to the working directory, with slashes; null where there is no file to show. */
  readonly path: string | null;
  /** From 1; null where the file has no line for the layer. */
  readonly lineOf: (layer: number | null) => number | null;
};

export const noAnchors: GateAnchors = { path: null, lineOf: () => null };

/** For formats in which every result has to name a file of the repository. */
export const fallbackPath = 'Dockerfile';
