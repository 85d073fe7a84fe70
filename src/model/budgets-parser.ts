import type { Budget } from './budget.ts';
import { parseLimitText } from './budget-limit.ts';
import { type BudgetEntry, budgetSections, budgetTable } from './budget-table.ts';
import { InspectError } from './errors.ts';
import { globMatcher } from './glob.ts';
import { expectMap, expectText, placeBelow, unexpectedYaml, type YamlPlace, type YamlValue } from './yaml-value.ts';

/** The section `budgets`. @throws InspectError `usage` */
export function parseBudgets(value: YamlValue, place: YamlPlace): readonly Budget[] {
  return expectMap(value, budgetSections, place).entries.flatMap(({ key, value: section }) => parseSection(key, section, place));
}

function parseSection(section: string, value: YamlValue, place: YamlPlace): readonly Budget[] {
  const table: readonly BudgetEntry[] = budgetTable.filter((entry) => entry.section === section);
  const below = placeBelow(place, section);
  const { entries } = expectMap(
    value,
    table.map(({ key }) => key),
    below,
  );
  return entries.flatMap(({ key, value: limit }) => parseEntry(table.find((entry) => entry.key === key)!, limit, placeBelow(below, key)));
}

function parseEntry(entry: BudgetEntry, value: YamlValue, place: YamlPlace): readonly Budget[] {
  switch (entry.arity) {
    case 'one':
      return limitOf(entry, value, null, place);
    case 'list':
      if (value.kind !== 'list') throw unexpectedYaml(place, value, 'a list');
      return value.items.flatMap((item) => limitOf(entry, item, null, place));
    case 'by-glob':
      return expectMap(value, null, place).entries.flatMap((found) => {
        checkGlob(found.key, `${place.file}:${found.line}: ${place.path}`);
        return limitOf(entry, found.value, found.key, place);
      });
  }
}

function limitOf(entry: BudgetEntry, value: YamlValue, subject: string | null, place: YamlPlace): readonly Budget[] {
  const text = expectText(value, `a limit like ${entry.example.replace(/^.*: /, '')}`, place);
  return parseLimitText(entry, text, subject, `${place.file}:${value.line}: ${place.path}`);
}

/** @throws InspectError `usage` with the place */
export function checkGlob(glob: string, where: string): string {
  try {
    globMatcher(glob);
    return glob;
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    throw new InspectError('usage', `${where}: ${error.message}`, { cause: error });
  }
}
