import { type BudgetEntry, budgetSections, budgetTable } from '../model/budget-table.ts';
import type { LimitForm } from '../model/budget-text.ts';
import { severities } from '../model/finding.ts';
import { exceptionKinds } from '../model/gate-exception.ts';
import { strategies, userOptions } from '../model/plan.ts';

type Schema = { readonly [key: string]: unknown };

const size = '\\d{1,15}(?:\\.\\d{1,9})? ?(?:[kKmMgGtT]?[iI]?[bB]?)';
/** As dive takes it. */
const diveSize = '(?:[\\d,]{1,40}(?:\\.[\\d,]{0,40})?|\\.[\\d,]{1,40})\\s?(?:[kKmMgGtTpPeE]?[iI]?[bB]?)';
const percent = '\\d{1,6}(?:\\.\\d{1,9})? ?%';

/** Of `.flense.yml`, for editors: https://json-schema.org/draft/2020-12. What it lets pass, the parser may still refuse. */
export function renderConfigSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '.flense.yml',
    description: 'Budgets, exceptions and settings of flense for a project.',
    ...object({
      budgets: { description: 'What flense ci holds an image against.', ...object(Object.fromEntries(budgetSections.map(sectionOf))) },
      exceptions: { description: 'Findings that are known and allowed for a while.', ...nullable({ type: 'array', items: exception() }) },
      plan: { description: 'What the plan for production is made with.', ...object(plan()) },
      keys: {
        description: 'Keys of the terminal UI, by action.',
        type: ['object', 'null'],
        additionalProperties: texts('Keys that start the action.'),
      },
      theme: { description: 'Theme of the terminal UI.', type: 'string' },
    }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function object(properties: Schema, required: readonly string[] = []): Schema {
  return { type: ['object', 'null'], additionalProperties: false, properties, ...(required.length === 0 ? {} : { required }) };
}

function nullable(schema: Schema): Schema {
  return { ...schema, type: [schema['type'], 'null'] };
}

function sectionOf(section: string): readonly [string, Schema] {
  const entries: readonly BudgetEntry[] = budgetTable.filter((entry) => entry.section === section);
  return [section, object(Object.fromEntries(entries.map((entry) => [entry.key, entryOf(entry)])))];
}

function entryOf(entry: BudgetEntry): Schema {
  const limit = limitOf(entry.form);
  const { description } = entry;
  switch (entry.arity) {
    case 'one':
      return { description, ...limit };
    case 'list':
      return { description, type: 'array', items: limit };
    case 'by-glob':
      return { description, type: ['object', 'null'], additionalProperties: limit };
  }
}

function limitOf(form: LimitForm): Schema {
  switch (form) {
    case 'size':
      return { type: ['string', 'integer'], minimum: 0, pattern: `^(?:off|${size})$` };
    case 'count':
      return { type: ['string', 'integer'], minimum: 0, maximum: 999_999_999, pattern: '^(?:off|\\d{1,9})$' };
    case 'share':
      return { type: 'string', pattern: `^(?:off|${percent})$` };
    case 'growth':
      return { type: ['string', 'integer'], minimum: 0, pattern: `^(?:off|(?:${size}|${percent})(?:, ?(?:${size}|${percent}))?)$` };
    case 'dive-ratio':
      return { type: ['string', 'number'], minimum: 0, maximum: 1 };
    case 'dive-size':
      return { type: ['string', 'integer'], minimum: 0, pattern: `^(?:off|disabled|${diveSize})$` };
    case 'severity':
      return { enum: [...severities, 'off'] };
    case 'analyzer':
      return { type: 'string', pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 64 };
  }
}

function exception(): Schema {
  const subjects = exceptionKinds.map((kind) => [kind, { type: 'string', description: subjectTexts[kind] }]);
  return {
    ...object(
      {
        ...Object.fromEntries(subjects),
        reason: { type: 'string', pattern: '\\S' },
        expires: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
      },
      ['reason', 'expires'],
    ),
    type: 'object',
    anyOf: exceptionKinds.map((kind) => ({ required: [kind] })),
  };
}

const subjectTexts: Readonly<Record<(typeof exceptionKinds)[number], string>> = {
  path: 'A glob of the files that the finding is about.',
  digest: 'The digest of an image or of a layer.',
  package: 'A glob of packages that the files belong to.',
  code: 'An analyzer, or a code of a finding; alone or with one of the others.',
};

function plan(): Schema {
  return {
    strategy: { enum: strategies },
    base: { type: 'string', description: 'auto, scratch, distroless or an image' },
    keep: texts('Globs of what is kept whatever else is found.'),
    drop: texts('Globs of what is left out whatever else is found.'),
    exec: texts('Further commands that must run.'),
    user: { enum: userOptions, description: 'Who runs what the image runs as root.' },
  };
}

function texts(description: string): Schema {
  return { description, anyOf: [{ type: ['string', 'number'] }, { type: 'array', items: { type: ['string', 'number'] } }] };
}
