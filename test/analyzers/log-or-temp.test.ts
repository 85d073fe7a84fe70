import { describe, expect, it } from 'vitest';
import { logOrTemp } from '../../analyzers/log-or-temp.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

describe('log-or-temp', () => {
  it('tells what is left where, by layer', async () => {
    const layers = [{ '/var/log/dpkg.log': 3_000 }, { '/tmp/build/x.o': 5_000, '/var/tmp/y': 1_000, '/var/log/apt/term.log': 2_000 }];
    expect((await findingsOf(logOrTemp, { layers })).map(({ code, summary, bytes }) => [code, summary, bytes])).toEqual([
      ['log-or-temp/log', 'logs of a build are left in /var/log', 3_000],
      ['log-or-temp/log', 'logs of a build are left in /var/log', 2_000],
      ['log-or-temp/temporary', 'temporary files of a build are left in /tmp and /var/tmp', 6_000],
    ]);
  });

  it.each([
    ['the directories themselves', { '/tmp/': { mode: 0o1777 }, '/var/log/nginx/': 0 }],
    ['empty logs', { '/var/log/lastlog': 0, '/var/log/btmp': 1_023 }],
    ['links to where a container should log', { '/var/log/nginx/access.log': { linkTarget: '/dev/stdout' } }],
    ['other directories', { '/app/log/a': 9_000, '/app/tmp/a': 9_000 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(logOrTemp, { layers: [layer] })).toEqual([]);
  });
});
