import type { Node } from '../filesystem/image-tree.ts';
import type { Plan } from '../model/plan.ts';
import type { ProofProblem } from '../model/proof.ts';
import type { ProofSubject } from './proof-subject.ts';

export type ProofInput = {
  readonly original: ProofSubject;
  readonly slim: ProofSubject;
  /** null: what of the original was meant to stay is not known. */
  readonly plan: Plan | null;
  /** Whether the slim image is put on another, whose size only its makers know. */
  readonly hasBase: boolean;
  /** SHA-256 in hex of contents that are compared. */
  readonly originalHashes: ReadonlyMap<Node, string>;
  readonly slimHashes: ReadonlyMap<Node, string>;
};

/** What one check found. */
export type CheckResult = {
  /** Things looked at; null where it could not look. */ readonly count: number | null;
  readonly problems: readonly ProofProblem[];
};
