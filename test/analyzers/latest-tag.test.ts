import { describe, expect, it } from 'vitest';
import { latestTag } from '../../analyzers/latest-tag.ts';
import { findingsOf } from './analysis-of.ts';

describe('latest-tag', () => {
  it('tells the names', async () => {
    expect(await findingsOf(latestTag, { names: ['app:latest', 'registry:5000/team/app'] })).toEqual([
      {
        code: 'latest-tag/latest',
        severity: 'low',
        summary: 'the image has no name that tells its version: app:latest, registry:5000/team/app',
        bytes: 0,
        evidence: [
          { kind: 'config', field: 'name', value: 'app:latest' },
          { kind: 'config', field: 'name', value: 'registry:5000/team/app' },
        ],
        remedy: {
          kind: 'change-config',
          text: 'give it a tag that never moves, a version or a revision, and deploy that or the digest',
          field: 'name',
        },
      },
    ]);
  });

  it.each([[['latest']], [['docker.io/library/app:latest']]])('reports %j', async (names) => {
    expect(await findingsOf(latestTag, { names })).toHaveLength(1);
  });

  it.each([
    [[]],
    [['app:1.2']],
    [['app:latest', 'app:1.2']],
    [['2.0.1']],
    [['app:latest-debug']],
    [['latest/app:1']],
    [[`app@sha256:${'0'.repeat(64)}`]],
  ])('is silent about %j', async (names) => {
    expect(await findingsOf(latestTag, { names })).toEqual([]);
  });
});
