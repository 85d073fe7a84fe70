import { formatUser } from '../model/format-user.ts';
import type { Plan } from '../model/plan.ts';
import type { ProofProblem } from '../model/proof.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import { visibleBytes } from './visible-bytes.ts';

/** Each file of the plan is there, and all together are as large as it says. */
export function provePlan(input: ProofInput): CheckResult {
  const { plan, slim } = input;
  if (plan === null) return { count: null, problems: [] };
  const paths = [...new Set([...plan.files, ...plan.made].map(({ path }) => path))];
  const missing = paths.filter((path) => slim.tree.find(path) === null);
  const problems = missing.map((path): ProofProblem => {
    return {
      check: 'plan',
      code: 'missing-file',
      gravity: 'failure',
      summary: `${path} is in the plan, and not in the image`,
      path,
      chain: [],
    };
  });
  return { count: paths.length + 1, problems: [...problems, ...proveConfig(plan, input), ...proveSize(plan, input)] };
}

/** What starts, as whom, where and with what; further variables may be the base's. */
function proveConfig({ config, user }: Plan, { slim }: ProofInput): readonly ProofProblem[] {
  const differing = [
    ...unlike('what it starts', [...config.entrypoint, ...config.cmd], [...slim.config.entrypoint, ...slim.config.cmd]),
    ...unlike('its user', formatUser(user), slim.config.user),
    ...unlike('its working directory', config.workingDir || '/', slim.config.workingDir || '/'),
    ...config.env.filter((line) => !slim.config.env.includes(line)).map((line) => `${line.split('=')[0]} is not set as in the plan`),
  ];
  return differing.map((summary) => ({ check: 'plan', code: 'other-config', gravity: 'failure', summary, path: null, chain: [] }));
}

function unlike(what: string, planned: unknown, found: unknown): readonly string[] {
  const [expected, got] = [JSON.stringify(planned), JSON.stringify(found)];
  return expected === got ? [] : [`${what}: the plan says ${expected}, and the image has ${got}`];
}

/** Tar and file systems agree to the byte; a plan that was written by hand may not. */
const tolerance = 0.05;

function proveSize({ size }: Plan, { slim, hasBase }: ProofInput): readonly ProofProblem[] {
  const bytes = visibleBytes(slim.tree);
  const off = Math.abs(bytes - size.predictedBytes) / Math.max(1, size.predictedBytes);
  if (off === 0 || (hasBase && off <= tolerance)) return [];
  const gravity = off > tolerance && !hasBase ? 'failure' : 'warning';
  const summary = `the plan says ${size.predictedBytes} bytes, and the image has ${bytes}`;
  return [{ check: 'plan', code: 'other-size', gravity, summary, path: null, chain: [] }];
}
