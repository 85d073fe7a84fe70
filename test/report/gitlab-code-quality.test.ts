import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnchors } from '../../src/report/gate-anchors.ts';
import { renderGitlabCodeQuality } from '../../src/report/gitlab-code-quality.ts';
import { gated } from '../gate/gating.ts';
import { hostileText, resultOf } from './hostile-result.ts';

type Entry = {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
};

const read = (text: string): readonly Entry[] => JSON.parse(text) as readonly Entry[];

describe("GitLab's code quality report", () => {
  it('has the budgets that failed and the findings that nothing allows', () => {
    const anchors = { path: 'Containerfile', lineOf: (layer: number | null) => (layer === 0 ? 3 : null) };
    const entries = read(renderGitlabCodeQuality(gated('budgets: {size: {image: 1MB, layers: 3}}'), anchors));
    expect(entries.map(({ fingerprint: _, ...entry }) => entry)).toEqual([
      {
        description: 'image size: 15.0 MB, allowed: at most 1.00 MB',
        check_name: 'budget/size.image',
        severity: 'critical',
        location: { path: 'Containerfile', lines: { begin: 3 } },
      },
      {
        description: 'the container runs as root',
        check_name: 'root-user/default',
        severity: 'critical',
        location: { path: 'Containerfile', lines: { begin: 1 } },
      },
      {
        description: 'apt left its lists behind',
        check_name: 'package-cache/apt',
        severity: 'minor',
        location: { path: 'Containerfile', lines: { begin: 1 } },
      },
    ]);
    expect(read(renderGitlabCodeQuality(resultOf('a'), noAnchors))).toHaveLength(3);
  });

  it('has what GitLab asks for, whatever names there are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const entries = read(renderGitlabCodeQuality(resultOf(text), noAnchors));
        expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
        for (const { severity, location } of entries) {
          expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
          expect(location).toEqual({ path: 'Dockerfile', lines: { begin: 1 } });
        }
      }),
    );
  });
});
