import { type Command, Option } from 'commander';
import { InspectError } from '../model/errors.ts';
import { type Strategy, strategies, type UserOption, userOptions } from '../model/plan.ts';

/** Options of every command that makes a plan. */
export type PlanOptions = {
  readonly strategy: Strategy;
  readonly base: string;
  readonly keep: readonly string[];
  readonly drop: readonly string[];
  readonly exec: readonly string[];
  readonly user: UserOption;
  /** A file with the report of another tool. */
  readonly vulnerabilities?: string;
};

/** @param base which one is taken unless told */
export function addPlanOptions(command: Command, base = 'auto'): Command {
  return command
    .addOption(
      new Option(
        '--strategy <STRATEGY>',
        'minimal: what is known to be needed; balanced: whole packages where little is known; conservative: with all that they depend on',
      )
        .choices(strategies)
        .default('balanced'),
    )
    .option('--base <BASE>', 'what it is built on: auto, scratch, distroless, or an image', base)
    .option('--keep <GLOB>', 'keep these files whatever else is found; may be given several times', collect, [])
    .option('--drop <GLOB>', 'leave these files out whatever else is found; may be given several times', collect, [])
    .option('--exec <COMMAND>', 'a further command that must run there; may be given several times', collect, [])
    .addOption(
      new Option('--user <USER>', 'who runs it where the image says root: auto is nonroot where nothing is seen to need root')
        .choices(userOptions)
        .default('auto'),
    )
    .option('--config <FILE>', 'settings of the plan, instead of those of the nearest .flense.yml; options win over them')
    .option('--vulnerabilities <FILE>', 'a JSON report of trivy, grype or osv-scanner, to count what leaves with the plan');
}

/** What a plan is made with, and says nothing where there is one. */
const ofMaking = ['strategy', 'base', 'keep', 'drop', 'exec', 'user', 'config'] as const;

/**
 * Refuses what would change nothing: a saved plan is taken as it is.
 * @param effective those that count all the same
 * @throws InspectError `usage`
 */
export function expectPlanAlone(command: Command, effective: readonly (typeof ofMaking)[number][] = []): void {
  const typed = ofMaking.find((name) => !effective.includes(name) && command.getOptionValueSource(name) === 'cli');
  if (typed === undefined) return;
  throw new InspectError(
    'usage',
    `expected --plan or --${typed}, got both: a saved plan is taken as it is, so make a new one with --${typed}`,
  );
}

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}
