/** Ordered: the worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof severities)[number];

/** Where something was seen. */
export type Evidence =
  | { readonly kind: 'file'; readonly path: string; readonly layer: number; readonly bytes: number }
  | { readonly kind: 'instruction'; readonly layer: number | null; readonly instruction: string }
  | { readonly kind: 'config'; readonly field: string; readonly value: string };

/** Evidence of one finding beyond this is left out: people see the directories by then, and hostile images would have no end of it. */
export const maxEvidence = 1_000;

/** What to change; few kinds, so that the screens know them all. */
export type Remedy =
  | { readonly kind: 'same-layer'; readonly text: string }
  | { readonly kind: 'remove-file'; readonly text: string; readonly paths: readonly string[] }
  | { readonly kind: 'change-instruction'; readonly text: string; readonly instruction: string }
  | { readonly kind: 'change-config'; readonly text: string; readonly field: string }
  | { readonly kind: 'production-stage'; readonly text: string };

/** Whether something came with the base image or was added on top of it. */
export type Origin = {
  readonly kind: 'base' | 'user' | 'unknown';
  /** Concluded rather than read. */
  readonly guessed: boolean;
};

export type Finding = {
  /** `<analyzer id>/<variant>`, stable. */
  readonly code: string;
  readonly severity: Severity;
  /** One plain sentence. */
  readonly summary: string;
  /** Uncompressed bytes that leave the image if the remedy is applied; 0 if none. */
  readonly bytes: number;
  readonly evidence: readonly Evidence[];
  readonly remedy: Remedy;
};

export type OriginFinding = Finding & { readonly origin: Origin };
