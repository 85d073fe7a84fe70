import type { Digest } from './digest.ts';

/** An image that another one was built on, or that its build took something from. */
export type BaseImage = {
  /** A label may be inherited, and then speaks of the base of the base. */
  readonly saidBy: 'provenance' | 'build-info' | 'label';
  /** Of its manifest or index; null where that is not said. */
  readonly digest: Digest | null;
  /** Its layers, the lowest first: each the digest of the stored blob, or its DiffID; null where nothing tells. */
  readonly layers: readonly string[] | null;
};
