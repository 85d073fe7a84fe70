/** Raised whenever a field changes its meaning or leaves. */
export const proofSchemaVersion = 1;

/** What is looked at, in this order. */
export const proofChecks = ['programs', 'libraries', 'scripts', 'links', 'surroundings', 'files', 'plan'] as const;

export type ProofCheck = (typeof proofChecks)[number];

/**
 * What a slim image can be shown to have of its original without running either: plain JSON. `failure`: something that was whole is not,
 * or is another; `warning`: it may not matter, and nobody can tell from the files.
 */
export type Proof = {
  readonly schemaVersion: typeof proofSchemaVersion;
  /** Whether there is no failure. */
  readonly holds: boolean;
  /** How many things each check looked at; null where it could not look. */
  readonly checked: readonly { readonly check: ProofCheck; readonly count: number | null }[];
  /** Failures first, then by check and path. */
  readonly problems: readonly ProofProblem[];
  /** Bytes of what a container sees. */
  readonly size: { readonly originalBytes: number; readonly slimBytes: number; readonly predictedBytes: number | null };
  /** What nobody looked at, one phrase each. */
  readonly unchecked: readonly string[];
};

export type ProofProblem = {
  readonly check: ProofCheck;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly gravity: 'failure' | 'warning';
  /** One plain sentence. */
  readonly summary: string;
  /** Of the slim image, or what is missing in it; null for the image. */
  readonly path: string | null;
  /** Who asks for it: `needed by /usr/bin/node`, up to what starts it; empty where nobody does. */
  readonly chain: readonly string[];
};
