import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ProofProblem } from '../model/proof.ts';
import type { ProofSubject } from './proof-subject.ts';

export type Found = readonly ProofProblem[];

export function problem(
  gravity: ProofProblem['gravity'],
  code: string,
  path: string | null,
  summary: string,
  chain: readonly string[] = [],
): Found {
  return [{ check: 'surroundings', code, gravity, summary, path, chain }];
}

/** Whether the slim image lost what is there in the original. */
export function isMissing(path: string, original: ProofSubject, slim: ProofSubject): boolean {
  return resolvePath(slim.tree, path) === null && resolvePath(original.tree, path) !== null;
}
