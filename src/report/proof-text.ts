import type { Proof, ProofProblem } from '../model/proof.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import { formatShare } from './format-share.ts';
import type { TextStyle } from './text-style.ts';

const titles: Readonly<Record<string, string>> = {
  programs: 'what starts',
  libraries: 'libraries',
  scripts: 'scripts',
  links: 'symlinks',
  surroundings: 'surroundings',
  files: 'kept files',
  plan: 'plan',
};

/** Of one gravity so many are told one by one. */
const maxProblems = 40;

/** A proof for a person: the verdict, what was looked at, what is wrong with its chain, and what nobody looked at. */
export function renderProofText(proof: Proof, style: TextStyle): string {
  const failures = proof.problems.filter(({ gravity }) => gravity === 'failure');
  const warnings = proof.problems.filter(({ gravity }) => gravity === 'warning');
  const lines = [
    verdict(proof, failures.length, style),
    ...proof.checked.map(
      ({ check, count }) =>
        `  ${(titles[check] ?? check).padEnd(12)}  ${count === null ? 'not looked at' : `${count} checked`}${wrongOf(proof, check)}`,
    ),
    ...section('Failures', failures, style),
    ...section('Warnings', warnings, style),
    '',
    style.paint('heading', 'Not checked'),
    ...proof.unchecked.map((phrase) => `  ${style.signs.bullet} ${phrase}`),
  ];
  return `${lines.join('\n')}\n`;
}

function verdict({ holds, size }: Proof, failures: number, { paint, signs }: TextStyle): string {
  const word = holds ? paint('good', 'holds') : paint('bad', `fails: ${formatCounted(failures, 'failure')}`);
  const share = formatShare(size.slimBytes, size.originalBytes);
  const predicted = size.predictedBytes === null ? '' : `, ${formatBytes(size.predictedBytes)} predicted`;
  return `${word} ${signs.dot} ${formatBytes(size.originalBytes)} ${signs.arrow} ${formatBytes(size.slimBytes)} (${share}${predicted})`;
}

function wrongOf({ problems }: Proof, check: string): string {
  const count = problems.filter((problem) => problem.check === check && problem.gravity === 'failure').length;
  return count === 0 ? '' : `, ${formatCounted(count, 'failure')}`;
}

function section(title: string, problems: readonly ProofProblem[], style: TextStyle): readonly string[] {
  if (problems.length === 0) return [];
  const rest = problems.length - maxProblems;
  return [
    '',
    style.paint('heading', title),
    ...problems.slice(0, maxProblems).flatMap((problem) => problemLines(problem, style)),
    ...(rest > 0 ? [`  and ${rest} more: --format json has all`] : []),
  ];
}

function problemLines({ summary, path, chain, code }: ProofProblem, { paint, signs }: TextStyle): readonly string[] {
  const steps =
    path === null || chain.length === 0 ? [] : [`      ${escapeTerminal([path, ...chain].join(signs.arrow === '->' ? ' <- ' : ' ← '))}`];
  return [`  ${signs.bullet} ${escapeTerminal(summary)} ${paint('faint', code)}`, ...steps];
}
