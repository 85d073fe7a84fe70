import type { Plan, PlanFile } from '../model/plan.ts';

/** Longer chains are loops. */
const maxSteps = 32;

const filesOf = new WeakMap<Plan, ReadonlyMap<string, PlanFile>>();

/** Why a Plan keeps a file, up to what starts it: `needed by /usr/bin/node`, `the entrypoint of the image`. Empty where it does not. */
export function planChain(plan: Plan | null, path: string): readonly string[] {
  if (plan === null) return [];
  const files = filesOf.get(plan) ?? new Map(plan.files.map((file) => [file.path, file]));
  filesOf.set(plan, files);
  const chain: string[] = [];
  for (
    let file = files.get(path);
    file !== undefined && chain.length < maxSteps;
    file = file.from === null ? undefined : files.get(file.from)
  ) {
    chain.push(file.from === null ? file.reason : `${file.reason} ${file.from}`);
  }
  return chain;
}
