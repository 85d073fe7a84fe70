import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { budgetTable } from '../../src/model/budget-table.ts';
import { parseProjectConfig } from '../../src/model/project-config-parser.ts';
import { renderConfigSchema } from '../../src/report/gate-schema.ts';

const validate = new Ajv2020({ allowUnionTypes: true, strict: true, strictRequired: false }).compile(
  JSON.parse(renderConfigSchema()) as object,
);

function isTaken(text: string): boolean {
  try {
    parseProjectConfig(text, 'x');
    return true;
  } catch {
    return false;
  }
}

const good = [
  '',
  'budgets:',
  ...budgetTable.map(({ section, key, arity, example }) =>
    arity === 'by-glob' ? `budgets:\n  ${section}:\n    ${key}:\n      ${example}` : `budgets:\n  ${section}:\n    ${key}: ${example}`,
  ),
  ...budgetTable.filter(({ arity }) => arity === 'one').map(({ section, key }) => `budgets: {${section}: {${key}: off}}`),
  'budgets: {size: {image: 1000, layers: 3}}',
  'budgets: {growth: {total: 5%}}',
  'budgets: {dive: {lowestEfficiency: disabled, highestWastedBytes: disabled}}',
  "budgets: {dive: {highestWastedBytes: '1,000 kB'}}",
  'exceptions: [{path: /a, reason: b, expires: 2030-01-01}]',
  'exceptions: [{code: shell, reason: b, expires: 2030-01-01}]',
  'plan: {strategy: minimal, base: scratch, keep: /a, drop: [/b, /c], exec: [x y], user: root}',
  'keys: {quit: [q, Q], help: h}',
  'theme: dark',
];

const bad = [
  'budget: {}',
  '[]',
  'budgets: []',
  'budgets: {sizes: {}}',
  'budgets: {size: {images: 1MB}}',
  'budgets: {size: {image: 1 apple}}',
  'budgets: {size: {image: -1}}',
  'budgets: {size: {image: true}}',
  'budgets: {size: {image: [1MB]}}',
  'budgets: {size: {layers: 2.5}}',
  'budgets: {size: {directories: [/a]}}',
  'budgets: {waste: {ratio: 0.05}}',
  'budgets: {growth: {total: fast}}',
  'budgets: {dive: {lowestEfficiency: 2}}',
  'budgets: {dive: {highestWastedBytes: 1 apple}}',
  'budgets: {findings: {fail-on: bad}}',
  'budgets: {findings: {forbid: shell}}',
  'budgets: {findings: {forbid: [Shell]}}',
  'exceptions: {}',
  'exceptions: [{path: /a, reason: b}]',
  'exceptions: [{path: /a, reason: " ", expires: 2030-01-01}]',
  'exceptions: [{path: /a, reason: b, expires: tomorrow}]',
  'exceptions: [{reason: b, expires: 2030-01-01}]',
  'exceptions: [{path: /a, reason: b, expires: 2030-01-01, who: me}]',
  'plan: {strategy: fast}',
  'plan: {user: app}',
  'plan: {keep: {a: b}}',
  'plan: {kept: []}',
  'keys: [q]',
  'theme: [dark]',
];

describe('the JSON Schema of .flense.yml', () => {
  it.each(good)('takes what the parser takes: %j', (text) => {
    expect([isTaken(text), validate(parse(text)), validate.errors]).toEqual([true, true, null]);
  });

  it.each(bad)('refuses what the parser refuses: %j', (text) => {
    expect([isTaken(text), validate(parse(text))]).toEqual([false, false]);
  });
});
