import { describe, expect, it } from 'vitest';
import type { Analyzer } from '../../src/analyze/analyzer.ts';
import { imageView } from '../../src/analyze/image-view.ts';
import { runAnalyzers } from '../../src/analyze/run-analyzers.ts';
import type { Finding } from '../../src/model/finding.ts';
import { squashed } from '../filesystem/squashed.ts';
import { imageOf } from '../layer/images.ts';

const finding = (code: string, changes: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'low',
  summary: 'something was seen',
  bytes: 0,
  evidence: [],
  remedy: { kind: 'production-stage', text: 'leave it behind' },
  ...changes,
});

const analyzer = (id: string, analyze: Analyzer['analyze']): Analyzer => ({ id, title: id, analyze });

async function run(...analyzers: readonly Analyzer[]) {
  return runAnalyzers(analyzers, imageView(imageOf([]).image, await squashed(), []));
}

describe('runAnalyzers', () => {
  it('tells of each how it went, by name', async () => {
    const { outcomes, findings } = await run(
      analyzer('throws', () => {
        throw new TypeError('undefined is not a function');
      }),
      analyzer('throws-text', () => {
        throw 'text';
      }),
      analyzer('partial', () => ({ findings: [finding('partial/a')], unreadable: [{ path: '/x', reason: 'malformed' }] })),
      analyzer('ok', () => ({ findings: [finding('ok/a')], unreadable: [] })),
    );
    expect(outcomes).toEqual([
      { analyzer: 'ok', status: 'ok', unreadable: [] },
      { analyzer: 'partial', status: 'partial', unreadable: [{ path: '/x', reason: 'malformed' }] },
      { analyzer: 'throws', status: 'failed', unreadable: [], error: 'TypeError: undefined is not a function' },
      { analyzer: 'throws-text', status: 'failed', unreadable: [], error: 'text' },
    ]);
    expect(findings.map(({ code }) => code)).toEqual(['ok/a', 'partial/a']);
  });

  it('puts findings in order of severity, bytes, code and evidence', async () => {
    const file = (path: string) => ({ kind: 'file' as const, path, layer: 0, bytes: 1 });
    const found = [
      finding('b/x', { severity: 'info' }),
      finding('b/x', { severity: 'critical' }),
      finding('b/x', { bytes: 5 }),
      finding('a/x', { bytes: 5 }),
      finding('b/x', { bytes: 9 }),
      finding('c/x', { evidence: [file('/b')] }),
      finding('c/x', { evidence: [file('/a')] }),
      finding('c/x', { severity: 'high' }),
      finding('c/x', { severity: 'medium' }),
    ];
    const { findings } = await run(analyzer('one', () => ({ findings: found, unreadable: [] })));
    expect(findings).toEqual([1, 7, 8, 4, 3, 2, 6, 5, 0].map((i) => found[i]));
  });

  it('finds nothing without analyzers', async () => {
    expect(await run()).toEqual({ findings: [], outcomes: [] });
  });
});
