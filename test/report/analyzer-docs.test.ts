import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { renderAnalyzerDocs } from '../../src/report/analyzer-docs.ts';
import { dockleCheckpoints } from '../../src/report/dockle-checkpoints.ts';

const path = new URL('../../docs/analyzers.md', import.meta.url);
const files = readdirSync(new URL('../../analyzers/', import.meta.url)).filter((name) => name !== 'index.ts' && name !== 'every.ts');

describe('analyzers', () => {
  it('are all in the index, each named after its file, in order', () => {
    expect(analyzers.map(({ id }) => id)).toEqual(files.map((name) => name.slice(0, -'.ts'.length)).toSorted());
  });

  it.each(analyzers.map((analyzer) => [analyzer.id, analyzer] as const))(
    '%s says what it does, and has a test',
    (id, { title, description, codes }) => {
      expect(existsSync(new URL(`../analyzers/${id}.test.ts`, import.meta.url))).toBe(true);
      expect(title).toMatch(/^[A-Za-z][^.]*$/);
      expect(description).toMatch(/^[A-Z`].{150,}\.$/s);
      expect(Object.keys(codes).length).toBeGreaterThan(0);
      for (const [variant, { reason }] of Object.entries(codes)) {
        expect(variant).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
        expect(reason).toMatch(/[^.|]$/);
      }
    },
  );
});

describe('docs/analyzers.md', () => {
  it('is what the analyzers say of themselves', () => {
    const text = renderAnalyzerDocs(analyzers);
    if (process.env['FLENSE_UPDATE_DOCS'] !== undefined) writeFileSync(path, text);
    expect(readFileSync(path, 'utf8'), 'docs/analyzers.md is not what the analyzers say: write it anew with FLENSE_UPDATE_DOCS=1').toBe(
      text,
    );
  });

  it('names an analyzer that exists for each checkpoint of dockle', () => {
    const ids = new Set(analyzers.map(({ id }) => id));
    expect(dockleCheckpoints.flatMap((checkpoint) => checkpoint.analyzers).filter((id) => !ids.has(id))).toEqual([]);
  });
});
