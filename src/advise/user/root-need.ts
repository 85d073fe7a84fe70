/** Why the production image must go on as root. */
export type RootNeed = {
  /** Completes "it stays root: …". */
  readonly reason: string;
  /** The file that it is about; null for the image. */
  readonly path: string | null;
  /** From 1; null where there is none. */
  readonly line: number | null;
};

export function rootNeed(reason: string, path: string | null = null, line: number | null = null): RootNeed {
  return { reason, path, line };
}
