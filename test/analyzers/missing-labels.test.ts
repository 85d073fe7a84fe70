import { describe, expect, it } from 'vitest';
import { missingLabels } from '../../analyzers/missing-labels.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

const prefix = 'org.opencontainers.image';
const all = { [`${prefix}.source`]: 'https://git.example.org/a', [`${prefix}.revision`]: 'abc', [`${prefix}.version`]: '1' };

describe('missing-labels', () => {
  it('tells those that are missing, also when they are there and empty', async () => {
    const [found] = await findingsOf(missingLabels, { config: { Labels: { [`${prefix}.version`]: '1', [`${prefix}.source`]: '' } } });
    expect([found?.summary, found?.remedy.text]).toEqual([
      'the image does not tell its source and revision',
      `add LABEL ${prefix}.source, ${prefix}.revision`,
    ]);
  });

  it('does not take a name of every object for a label', async () => {
    expect(await seenBy(missingLabels, { config: { Labels: { constructor: 'x' } } })).toHaveLength(3);
  });

  it.each([
    ['all of them', all],
    ['older names for the same', { 'org.label-schema.vcs-url': 'u', 'vcs-ref': 'r', version: '1' }],
  ])('is silent about %s', async (_, Labels) => {
    expect(await seenBy(missingLabels, { config: { Labels } })).toEqual([]);
  });
});
