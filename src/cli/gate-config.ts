import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BudgetFlag, overrideBudgets } from '../gate/override-budgets.ts';
import type { Budget } from '../model/budget.ts';
import { diveCiName, parseDiveCi } from '../model/dive-ci-parser.ts';
import { InspectError } from '../model/errors.ts';
import type { ProjectConfig } from '../model/project-config.ts';
import { loadProjectConfig } from './project-config.ts';
import { readTextFile } from './read-text-file.ts';

export type GateConfigOptions = {
  /** null: the nearest `.flense.yml`. */
  readonly config: string | null;
  /** null: `.dive-ci` of the working directory, if there is one. */
  readonly ciConfig: string | null;
  readonly flags: readonly BudgetFlag[];
};

export type GateConfig = {
  readonly project: ProjectConfig;
  readonly budgets: readonly Budget[];
  /** The file that says most of it; null where flags say everything. */
  readonly path: string | null;
};

/** Rules of dive in `.flense.yml` take the place of those of `.dive-ci`, and flags the place of both. @throws InspectError */
export async function loadGateConfig({ config, ciConfig, flags }: GateConfigOptions, directory: string): Promise<GateConfig> {
  const project = await loadProjectConfig(config, directory);
  const { budgets } = project.config;
  const hasDive = budgets.some(({ id }) => id.startsWith('dive.'));
  const divePath = ciConfig ?? (hasDive || !existsSync(join(directory, diveCiName)) ? null : diveCiName);
  const dive = divePath === null ? [] : parseDiveCi(readTextFile(resolve(directory, divePath), 'the rules of dive'), divePath);
  const kept = ciConfig === null ? budgets : budgets.filter(({ id }) => !id.startsWith('dive.'));
  const all = overrideBudgets([...kept, ...dive], flags);
  if (all.length === 0 && project.config.exceptions.length === 0) {
    throw new InspectError(
      'usage',
      'expected a budget in .flense.yml, in .dive-ci or as a flag, got none; write a file with flense init IMAGE',
    );
  }
  return { project: project.config, budgets: all, path: project.path ?? divePath };
}
