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
    ['ubuntu', '19.10', 'ubuntu 19.10 has had no security updates since 2020-07-17 (by a table of 2026-01-01)'],
    ['amzn', '2017.09', 'amzn 2017.09 has had no security updates since 2023-12-31 (by a table of 2026-01-01)'],
    ['opensuse-leap', '15.1', 'opensuse-leap 15.1 has had no security updates since 2021-02-02 (by a table of 2026-01-01)'],
    ['sles', '15.5', 'sles 15.5 has had no security updates since 2024-12-31 (by a table of 2026-01-01)'],
    [
      'ubuntu',
      `18.04.${'1'.repeat(90)}`,
      `ubuntu 18.04.${'1'.repeat(26)} has had no security updates since 2023-05-31 (by a table of 2026-01-01)`,
    ],
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
    ['sles', '15.8'],
    ['opensuse-leap', '16.0'],
    ['opensuse-tumbleweed', '20250101'],
    ['fedora', '43'],
    ['rhel', '9.4'],
    ['ol', '9.3'],
    ['amzn', '2023'],
    ['wolfi', '20230201'],
    ['nothing', '1'],
    ['constructor', 'name'],
  ])('says nothing of %s %s', async (id, version) => {
    expect(await summaries(id, version)).toEqual([]);
  });

  it('takes the day of the build where that is later than the table', async () => {
    const built = async (created: string) => (await findingsOf(unsupportedDistribution, { ...release('debian', '11'), created })).length;
    expect(await built('2026-08-31T00:00:00Z')).toBe(1);
    expect(await built('2026-08-30T23:59:59Z')).toBe(0);
    expect(await built('next year')).toBe(0);
  });

  it('tells CentOS from CentOS Stream', async () => {
    const since = async (name: string) => {
      const layers = [{ '/etc/os-release': `NAME="${name}"\nID="centos"\nVERSION_ID="8"\n` }];
      return (await findingsOf(unsupportedDistribution, { layers })).map(({ summary }) => /since (\S+)/.exec(summary)?.[1]);
    };
    expect([await since('CentOS Linux'), await since('CentOS Stream')]).toEqual([['2021-12-31'], ['2024-05-31']]);
  });

  it('has nothing to say of an image without a distribution', async () => {
    expect(await findingsOf(unsupportedDistribution, { layers: [{ '/app': 1 }] })).toEqual([]);
  });
});
