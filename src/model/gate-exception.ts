/** `digest` is that of an image or of a layer; `code` allows a code wherever it is found. */
export const exceptionKinds = ['path', 'digest', 'package', 'code'] as const;

export type ExceptionKind = (typeof exceptionKinds)[number];

/** Findings that are known and allowed for a while. */
export type GateException = {
  readonly kind: ExceptionKind;
  /** A glob of paths, a digest, a glob of package names, or the code itself. */
  readonly value: string;
  /** An analyzer (`shell`) or a code (`shell/posix`); null for all of them. */
  readonly code: string | null;
  readonly reason: string;
  /** `2026-12-31`: the last day on which it holds. */
  readonly expires: string;
};
