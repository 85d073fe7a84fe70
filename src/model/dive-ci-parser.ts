import type { Budget } from './budget.ts';
import { parseLimitText } from './budget-limit.ts';
import { type BudgetEntry, budgetTable } from './budget-table.ts';
import { parseYaml } from './yaml-parser.ts';
import { expectMap, expectText, placeBelow, type YamlMap, type YamlPlace, type YamlValue } from './yaml-value.ts';

export const diveCiName = '.dive-ci';

/** What dive holds an image against where its file has no such key; it does so even where the file names other rules. */
export const diveDefaults: Readonly<Record<string, string>> = {
  lowestEfficiency: '0.9',
  highestWastedBytes: 'disabled',
  highestUserWastedPercent: '0.1',
};

/**
 * Parses dive's `.dive-ci`. Of its keys only the three rules count; others are passed over, as dive does.
 * @throws InspectError `usage` or `limit`
 */
export function parseDiveCi(text: string, file: string): readonly Budget[] {
  const place: YamlPlace = { file, path: '' };
  const rules = foldedEntry(expectMap(parseYaml(text, file), null, place), 'rules');
  const map = rules === null ? null : expectMap(rules, null, placeBelow(place, 'rules'));
  return diveEntries.flatMap((entry) => {
    const value = map === null ? null : foldedEntry(map, entry.key);
    const where = `${file}:${value?.line ?? 1}: rules.${entry.key}`;
    return parseLimitText(entry, value === null ? diveDefaults[entry.key]! : ruleText(value, placeBelow(place, entry.key)), null, where);
  });
}

/** Upper and lower case are the same to dive. */
function foldedEntry({ entries }: YamlMap, key: string): YamlValue | null {
  return entries.findLast((entry) => entry.key.toLowerCase() === key.toLowerCase())?.value ?? null;
}

/** Rules are strings for dive, whatever YAML takes them for. */
function ruleText(value: YamlValue, place: YamlPlace): string {
  if (value.kind === 'scalar' && (value.value === false || value.value === null)) return 'disabled';
  return expectText(value, 'a limit or disabled', place);
}

const diveEntries: readonly BudgetEntry[] = budgetTable.filter(({ section }) => section === 'dive');
