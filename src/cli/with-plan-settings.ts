import type { Command } from 'commander';
import type { PlanSettings } from '../model/project-config.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { mergePlanOptions } from './merge-plan-options.ts';
import type { PlanOptions } from './plan-options.ts';
import { loadProjectConfig } from './project-config.ts';
import { tell } from './tell.ts';

type SettingName = Parameters<Parameters<typeof mergePlanOptions>[2]>[0];

/**
 * The options of a command that makes a plan, over the settings of the project, which are told: nobody typed them.
 * @param named the configuration; undefined for the nearest
 * @throws InspectError
 */
export async function withPlanSettings<T extends ImageOptions & PlanOptions>(
  options: T,
  named: string | undefined,
  command: Command,
  host: Host,
): Promise<T> {
  const { config, path } = await loadProjectConfig(named ?? null, process.cwd());
  const isTyped = (name: SettingName): boolean => command.getOptionValueSource(name) === 'cli';
  const settings = settingWords(config.plan, isTyped);
  if (path !== null && settings.length > 0 && options.quiet !== true) tell(host, `the plan follows ${path}: ${settings.join(', ')}`);
  return mergePlanOptions(options, config.plan, isTyped);
}

/** What comes of the file, in the words of its options; lists may be long. */
function settingWords(settings: PlanSettings, isTyped: (name: SettingName) => boolean): readonly string[] {
  const { strategy, base, user, keep, drop, exec } = settings;
  const values = Object.entries({ strategy, base, user } satisfies Record<SettingName, string | null>);
  const lists = Object.entries({ keep, drop, exec });
  return [
    ...values.flatMap(([name, value]) => (value === null || isTyped(name as SettingName) ? [] : [`${name} ${value}`])),
    ...lists.flatMap(([name, { length, 0: first }]) =>
      first === undefined ? [] : [`${name} ${first}${length === 1 ? '' : ` and ${length - 1} more`}`],
    ),
  ];
}
