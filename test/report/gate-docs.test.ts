import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { budgetTable } from '../../src/model/budget-table.ts';
import { parseProjectConfig } from '../../src/model/project-config-parser.ts';
import { renderGateDocs } from '../../src/report/gate-docs.ts';
import { renderConfigSchema } from '../../src/report/gate-schema.ts';

/** The formatter lays JSON out as it likes. */
const generated: readonly (readonly [name: string, text: string, read: (text: string) => unknown])[] = [
  ['docs/gate.md', renderGateDocs(), (text) => text],
  ['schema/flense.schema.json', renderConfigSchema(), (text) => JSON.parse(text) as unknown],
];

describe('what is generated from the table of budgets', () => {
  it.each(generated)('%s is what the table says', (name, text, read) => {
    const path = new URL(`../../${name}`, import.meta.url);
    if (process.env['FLENSE_UPDATE_DOCS'] !== undefined) writeFileSync(path, text);
    expect(read(readFileSync(path, 'utf8')), `${name} is not what the table says: write it anew with FLENSE_UPDATE_DOCS=1`).toEqual(
      read(text),
    );
  });
});

describe('docs/gate.md', () => {
  const text = renderGateDocs();

  it('has examples that the parser takes', () => {
    const blocks = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block!);
    expect(blocks.length).toBeGreaterThan(budgetTable.length);
    for (const block of blocks) {
      const { budgets, exceptions } = parseProjectConfig(block, 'docs/gate.md');
      expect(budgets.length + exceptions.length, block).toBeGreaterThan(0);
    }
  });

  it('names only analyzers that there are', () => {
    const { budgets } = parseProjectConfig([...text.matchAll(/```yaml\n(.*?)```/gs)][0]![1]!, 'docs/gate.md');
    const named = budgets.filter(({ id }) => id === 'findings.forbid').map(({ subject }) => subject);
    expect(named).toEqual(['shell', 'secret']);
    expect(named.filter((id) => !analyzers.some((analyzer) => analyzer.id === id))).toEqual([]);
  });
});
