import { describe, expect, it } from 'vitest';
import { droppableOf } from '../../src/gate/droppable.ts';
import { smallReport } from '../report/small-report.ts';
import { plan } from '../support/plan.ts';

const size = { ...plan().size, imageBytes: 15_000_000, predictedBytes: 9_000_000 };
const made = { path: '/etc/passwd', kind: 'file', mode: 0o644, uid: 0, gid: 0, content: 'x', linkTarget: null, reason: '' } as const;

describe('what a plan does without', () => {
  it('is told by layer, kept files taken off', () => {
    const files = [
      { path: '/usr/bin/node', layer: 0, bytes: 6_000_000 },
      { path: '/app/a.js', layer: 1, bytes: 1_000_000 },
      { path: '/etc/passwd', layer: 1, bytes: 500 },
      { path: '/app', layer: null, bytes: 0 },
    ];
    expect(droppableOf(plan({ files, size, made: [made] }), smallReport)).toEqual({
      kind: 'known',
      bytes: 6_000_000,
      layerBytes: [4_000_000, 4_000_000, 0],
      note: null,
    });
  });

  it('says what makes it uncertain', () => {
    const warnings = ['may-start-shell', 'unknown-base'].map((code) => ({ code, text: `about ${code}`, path: null, line: null }));
    expect(droppableOf(plan({ warnings }), smallReport)).toMatchObject({ note: 'about unknown-base' });
  });

  it('is nothing where the base of the plan is larger', () => {
    expect(droppableOf(plan({ size: { ...size, predictedBytes: 16_000_000 } }), smallReport)).toMatchObject({ kind: 'known', bytes: 0 });
  });
});
