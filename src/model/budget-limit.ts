import type { Budget } from './budget.ts';
import type { BudgetEntry } from './budget-table.ts';
import type { LimitForm } from './budget-text.ts';
import { parseByteSize } from './byte-size.ts';
import { parseDiveSize } from './dive-size.ts';
import { InspectError } from './errors.ts';
import { severities } from './finding.ts';

type Limit = Omit<Budget, 'id'>;

/** What switches a budget off that a file or a default would set; the second group as in dive. */
const off: ReadonlySet<string> = new Set(['off']);
const diveOff: ReadonlySet<string> = new Set(['off', 'disabled', 'false', '']);

/**
 * One limit as it is written, in the file or behind a flag; a limit of two (`10MB, 5%`) makes two budgets, `off` none.
 * @param subject of a budget that holds for several things
 * @param where for the message: `--max-size` or `.flense.yml:3: budgets.size.image`
 * @throws InspectError `usage`
 */
export function parseLimitText(entry: BudgetEntry, text: string, subject: string | null, where: string): readonly Budget[] {
  const isOff = (entry.form.startsWith('dive-') ? diveOff : off).has(text);
  if (isOff) return [];
  return limits(entry.form, text, where).map((limit) => ({ id: entry.id, ...limit, subject: subject ?? limit.subject }));
}

function limits(form: LimitForm, text: string, where: string): readonly Limit[] {
  switch (form) {
    case 'size':
      return [bytes(text, where)];
    case 'dive-size':
      return [{ subject: null, unit: 'bytes', limit: parseDiveSize(text, where) }];
    case 'count':
      return [{ subject: null, unit: 'count', limit: parseCount(text, where) }];
    case 'share':
      return [{ subject: null, unit: 'ratio', limit: parseShare(text, 1, where) }];
    case 'growth':
      return growthLimits(text, where);
    case 'dive-ratio':
      return [{ subject: null, unit: 'ratio', limit: parseRatio(text, where) }];
    case 'severity':
      return [{ subject: parseSeverity(text, where), unit: 'count', limit: 0 }];
    case 'analyzer':
      return [{ subject: parseAnalyzer(text, where), unit: 'count', limit: 0 }];
  }
}

function bytes(text: string, where: string): Limit {
  return { subject: null, unit: 'bytes', limit: parseByteSize(text, where) };
}

function growthLimits(text: string, where: string): readonly Limit[] {
  const parts = text.split(',').map((part) => part.trim());
  const found = parts.map((part): Limit => {
    if (part.endsWith('%')) return { subject: null, unit: 'ratio', limit: parseShare(part, 1_000, where) };
    return bytes(part, where);
  });
  if (new Set(found.map(({ unit }) => unit)).size === found.length) return found;
  throw unexpected(where, 'one size, one percentage, or one of each like 10MB, 5%', text);
}

function parseCount(text: string, where: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw unexpected(where, 'a whole number', text);
}

function parseShare(text: string, most: number, where: string): number {
  const percent = /^(\d{1,6}(?:\.\d{1,9})?) ?%$/.exec(text)?.[1];
  if (percent !== undefined && Number(percent) <= most * 100) return Number(percent) / 100;
  throw unexpected(where, `a percentage like 5%${most === 1 ? ', 100% at most' : ''}`, text);
}

function parseRatio(text: string, where: string): number {
  if (/^(?:\d{1,3}(?:\.\d{0,18})?|\.\d{1,18})$/.test(text) && Number(text) <= 1) return Number(text);
  throw unexpected(where, 'a ratio from 0 to 1', text);
}

function parseSeverity(text: string, where: string): string {
  if ((severities as readonly string[]).includes(text)) return text;
  throw unexpected(where, `one of ${severities.join(', ')}`, text);
}

function parseAnalyzer(text: string, where: string): string {
  if (/^[a-z0-9]+(?:-[a-z0-9]+){0,9}$/.test(text) && text.length <= 64) return text;
  throw unexpected(where, 'the name of an analyzer like setuid-file', text);
}

function unexpected(where: string, expected: string, text: string): InspectError {
  return new InspectError('usage', `${where}: expected ${expected}, got ${JSON.stringify(text.slice(0, 60))}`);
}
