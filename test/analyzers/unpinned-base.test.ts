import { describe, expect, it } from 'vitest';
import { unpinnedBase } from '../../analyzers/unpinned-base.ts';
import type { BaseImage } from '../../src/model/base-image.ts';
import type { Digest } from '../../src/model/digest.ts';
import { codesOf, findingsOf } from './analysis-of.ts';

const name = 'org.opencontainers.image.base.name';
const digest = 'org.opencontainers.image.base.digest';
const sha = `sha256:${'a1'.repeat(32)}`;
const labelled = (Labels: Readonly<Record<string, string>>) => ({ layers: [], config: { Labels } });

describe('unpinned-base', () => {
  it('tells a base that is named by its tag alone', async () => {
    expect(await findingsOf(unpinnedBase, labelled({ [name]: 'docker.io/library/debian:12' }))).toEqual([
      {
        code: 'unpinned-base/tag',
        severity: 'info',
        summary: 'the image was built on docker.io/library/debian:12, and nothing says on which one',
        bytes: 0,
        evidence: [{ kind: 'config', field: 'Labels', value: `${name}=docker.io/library/debian:12` }],
        remedy: { kind: 'change-config', text: 'write FROM name:tag@sha256:…, and let a bot raise it', field: 'Labels' },
      },
    ]);
  });

  it.each(['debian', 'debian:latest', 'localhost:5000/team/base'])('weighs %s more, which moves', async (base) => {
    expect(await codesOf(unpinnedBase, labelled({ [name]: base }))).toEqual(['unpinned-base/latest']);
  });

  it('is silent where the builder says which one that was, though not about one that moves', async () => {
    const said = (saidBy: BaseImage['saidBy']) => ({ bases: [{ saidBy, digest: sha as Digest, layers: null }] });
    const codes = (base: string, saidBy: BaseImage['saidBy']) => codesOf(unpinnedBase, { ...labelled({ [name]: base }), ...said(saidBy) });
    expect(await codes('debian:12', 'provenance')).toEqual([]);
    expect(await codes('debian:12', 'build-info')).toEqual([]);
    expect(await codes('debian:latest', 'provenance')).toEqual(['unpinned-base/latest']);
  });

  it.each([
    ['a digest beside the name', { [name]: 'debian:12', [digest]: sha }],
    ['a digest in the name', { [name]: `debian@${sha}` }],
    ['no base', { [name]: 'scratch' }],
    ['no label', { 'org.opencontainers.image.version': '1' }],
    ['an empty label', { [name]: '' }],
  ])('is silent about %s', async (_, labels) => {
    expect(await codesOf(unpinnedBase, labelled(labels))).toEqual([]);
  });
});
