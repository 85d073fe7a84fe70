import { type Proof, type ProofCheck, type ProofProblem, proofChecks, proofSchemaVersion } from '../model/proof.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import { proveFiles } from './prove-files.ts';
import { proveLibraries } from './prove-libraries.ts';
import { proveLinks } from './prove-links.ts';
import { provePlan } from './prove-plan.ts';
import { provePrograms } from './prove-programs.ts';
import { proveScripts } from './prove-scripts.ts';
import { proveSurroundings } from './prove-surroundings.ts';
import { visibleBytes } from './visible-bytes.ts';

const checks: Readonly<Record<ProofCheck, (input: ProofInput) => CheckResult>> = {
  programs: provePrograms,
  libraries: proveLibraries,
  scripts: proveScripts,
  links: proveLinks,
  surroundings: proveSurroundings,
  files: proveFiles,
  plan: provePlan,
};

/** Holds a slim image against its original, without running either. */
export function proveImage(input: ProofInput): Proof {
  const results = proofChecks.map((check) => ({ check, ...checks[check](input) }));
  const problems = results.flatMap((result) => result.problems).sort(gravest);
  return {
    schemaVersion: proofSchemaVersion,
    holds: problems.every(({ gravity }) => gravity !== 'failure'),
    checked: results.map(({ check, count }) => ({ check, count })),
    problems,
    size: {
      originalBytes: visibleBytes(input.original.tree),
      slimBytes: visibleBytes(input.slim.tree),
      predictedBytes: input.plan?.size.predictedBytes ?? null,
    },
    unchecked: unchecked(input),
  };
}

function gravest(a: ProofProblem, b: ProofProblem): number {
  const rank = ({ gravity, check }: ProofProblem): number => (gravity === 'failure' ? 0 : proofChecks.length) + proofChecks.indexOf(check);
  const [left, right] = [a.path ?? '', b.path ?? ''];
  return rank(a) - rank(b) || (left < right ? -1 : left > right ? 1 : 0);
}

function unchecked({ plan }: ProofInput): readonly string[] {
  return [
    'libraries and files that a program opens by a name of its own making',
    'what scripts run, beyond their interpreter line',
    'what the programs do: verify --run starts both',
    ...(plan === null ? ['whether a file that is not there was meant to go, and the predicted size: --plan FILE tells'] : []),
  ];
}
