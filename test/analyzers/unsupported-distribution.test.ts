import { describe, expect, it } from 'vitest';
import { unsupportedDistribution } from '../../analyzers/unsupported-distribution.ts';
import { findingsOf } from './analysis-of.ts';

const release = (id: string, version: string) => ({ layers: [{ '/usr/lib/os-release': `NAME="x"\nID=${id}\nVERSION_ID="${version}"\n` }] });
const summaries = async (id: string, version: string) =>
  (await findingsOf(unsupportedDistribution, release(id, version))).map(({ summary }) => summary);

describe('unsupported-distribution', () => {
  it.each([
    ['debian', '10', 'debian 10 has had no security updates since 2024-06-30 (by a table of 2026-01-01)'],
    ['alpine', '3.18.4', 'alpine 3.18.4 has had no security updates since 2025-05-09 (by a table of 2026-01-01)'],
    ['ubuntu', '18.04', 'ubuntu 18.04 has had no security updates since 2023-05-31 (by a table of 2026-01-01)'],
    ['centos', '7', 'centos 7 has had no security updates since 2024-06-30 (by a table of 2026-01-01)'],
    ['rhel', '7.9', 'rhel 7.9 has had no security updates since 2024-06-30 (by a table of 2026-01-01)'],
    ['debian', '5', 'debian 5 has had no security updates for years (by a table of 2026-01-01)'],
    ['alpine', '3.4.6', 'alpine 3.4.6 has had no security updates for years (by a table of 2026-01-01)'],
    ['ubuntu', '10.04', 'ubuntu 10.04 has had no security updates for years (by a table of 2026-01-01)'],
  ])('reports %s %s', async (id, version, summary) => {
    expect(await summaries(id, version)).toEqual([summary]);
  });

  it.each([
    ['debian', '12'],
    ['alpine', '3.21.0'],
    ['alpine', '3.99'],
    ['ubuntu', '24.04'],
    ['ubuntu', '30.10'],
    ['debian', ''],
    ['arch', ''],
    ['wolfi', '20230201'],
    ['nothing', '1'],
    ['constructor', 'name'],
  ])('says nothing of %s %s', async (id, version) => {
    expect(await summaries(id, version)).toEqual([]);
  });

  it('has nothing to say of an image without a distribution', async () => {
    expect(await findingsOf(unsupportedDistribution, { layers: [{ '/app': 1 }] })).toEqual([]);
  });
});
