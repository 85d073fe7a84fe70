import type { ProofProblem } from '../model/proof.ts';
import { planChain } from './plan-chain.ts';
import type { ProofInput } from './proof-input.ts';

/**
 * How grave it is that the file at `path` lacks something. What the base brings works as its makers meant it, or does not: a plan
 * answers for what it puts onto it.
 */
export function gravityOf(path: string, { plan, hasBase }: Pick<ProofInput, 'plan' | 'hasBase'>): ProofProblem['gravity'] {
  const isOfBase = hasBase && plan !== null && planChain(plan, path).length === 0 && !plan.made.some((made) => made.path === path);
  return isOfBase ? 'warning' : 'failure';
}
