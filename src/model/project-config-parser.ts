import { checkGlob, parseBudgets } from './budgets-parser.ts';
import { parseExceptions } from './exceptions-parser.ts';
import { strategies, userOptions } from './plan.ts';
import { emptyProjectConfig, type PlanSettings, type ProjectConfig } from './project-config.ts';
import { parseYaml } from './yaml-parser.ts';
import { entryOf, expectMap, expectText, expectTexts, placeBelow, unexpectedYaml, type YamlPlace, type YamlValue } from './yaml-value.ts';

export const projectConfigSections = ['budgets', 'exceptions', 'plan', 'keys', 'theme'] as const;

export const planSettingNames = ['strategy', 'base', 'keep', 'drop', 'exec', 'user'] as const;

/**
 * Parses `.flense.yml`.
 * @param file for messages, which also say the line
 * @throws InspectError `usage` or `limit`
 */
export function parseProjectConfig(text: string, file: string): ProjectConfig {
  const place: YamlPlace = { file, path: '' };
  const map = expectMap(parseYaml(text, file), projectConfigSections, place);
  const section = <T>(key: (typeof projectConfigSections)[number], parse: (value: YamlValue, place: YamlPlace) => T, empty: T): T => {
    const value = entryOf(map, key);
    return value === null ? empty : parse(value, placeBelow(place, key));
  };
  return {
    budgets: section('budgets', parseBudgets, emptyProjectConfig.budgets),
    exceptions: section('exceptions', parseExceptions, emptyProjectConfig.exceptions),
    plan: section('plan', parsePlanOptions, emptyProjectConfig.plan),
    keys: section('keys', parseKeys, emptyProjectConfig.keys),
    theme: section('theme', parseTheme, emptyProjectConfig.theme),
  };
}

function parsePlanOptions(value: YamlValue, place: YamlPlace): PlanSettings {
  const map = expectMap(value, planSettingNames, place);
  const texts = (key: 'keep' | 'drop' | 'exec', expected: string): readonly string[] => {
    const found = entryOf(map, key);
    return found === null ? [] : expectTexts(found, expected, placeBelow(place, key));
  };
  const globs = (key: 'keep' | 'drop'): readonly string[] =>
    texts(key, 'a glob').map((glob) => checkGlob(glob, `${place.file}:${entryOf(map, key)!.line}: ${place.path}.${key}`));
  const base = entryOf(map, 'base');
  return {
    strategy: parseChoice(strategies, entryOf(map, 'strategy'), placeBelow(place, 'strategy')),
    base: base === null ? null : expectText(base, 'auto, scratch, distroless or an image', placeBelow(place, 'base')),
    keep: globs('keep'),
    drop: globs('drop'),
    exec: texts('exec', 'a command'),
    user: parseChoice(userOptions, entryOf(map, 'user'), placeBelow(place, 'user')),
  };
}

function parseChoice<T extends string>(choices: readonly T[], value: YamlValue | null, place: YamlPlace): T | null {
  if (value === null) return null;
  const expected = `one of ${choices.join(', ')}`;
  const text = expectText(value, expected, place);
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw unexpectedYaml(place, value, expected);
  return found;
}

/** Which actions and keys there are, the terminal UI knows. */
function parseKeys(value: YamlValue, place: YamlPlace): ProjectConfig['keys'] {
  const { entries } = expectMap(value, null, place);
  return Object.fromEntries(entries.map(({ key, value: keys }) => [key, expectTexts(keys, 'a key', placeBelow(place, key))]));
}

function parseTheme(value: YamlValue, place: YamlPlace): string {
  return expectText(value, 'the name of a theme', place);
}
