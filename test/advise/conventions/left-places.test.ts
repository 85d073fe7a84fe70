import { describe, expect, it } from 'vitest';
import { libc, planOf, program, warningCodes } from '../plan-of.ts';

const zones = { '/usr/share/zoneinfo/Europe/Berlin': 'TZif', '/usr/share/zoneinfo/UTC': 'TZif' };
const locales = { '/usr/lib/locale/de_DE.utf8/LC_CTYPE': 'x', '/usr/lib/locale/C.utf8/LC_CTYPE': 'x' };
const owned = { ...zones, ...locales };

async function codes(uses: string, env: readonly string[], paths: Readonly<Record<string, string>> = owned): Promise<readonly string[]> {
  const files = {
    ...libc,
    ...paths,
    '/app': program({ strings: [uses] }),
    '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
    '/var/lib/dpkg/info/all.list': `${Object.keys(paths).join('\n')}\n`,
  };
  const plan = await planOf({ layers: [files], config: { Entrypoint: ['/app'], Env: env } });
  return warningCodes(plan).filter((code) => code.endsWith('s-left-out'));
}

describe('what a program is told only when it starts', () => {
  it.each([
    ['localtime', ['zones-left-out']],
    ['setlocale', ['locales-left-out']],
    ['printf', []],
  ])('is told of where it is left out: %s', async (uses, expected) => {
    expect(await codes(uses, [])).toEqual(expected);
  });

  it('is not told of where the image says it, or has no choice', async () => {
    expect(await codes('localtime', ['TZ=Europe/Berlin'])).toEqual([]);
    expect(await codes('setlocale', ['LANG=de_DE.UTF-8'])).toEqual([]);
    expect(await codes('localtime', [], { '/usr/share/zoneinfo/UTC': 'TZif' })).toEqual([]);
    expect(await codes('setlocale', [], { '/usr/lib/locale/C.utf8/LC_CTYPE': 'x' })).toEqual([]);
  });

  it('is not told of where a program has its own', async () => {
    const files = { ...libc, ...zones, '/usr/local/bin/node': program({ strings: ['localtime'] }) };
    const history = ['ADD rootfs', 'RUN x'].map((createdBy, at) => ({ createdBy, created: `202${at}-01-01T00:00:00Z` }));
    const plan = await planOf({ layers: [files, { '/srv/a.js': '1' }], history, config: { Entrypoint: ['node', '/srv/a.js'] } });
    expect(warningCodes(plan)).not.toContain('zones-left-out');
  });

  it('is not told of where a program keeps it', async () => {
    expect(await codes('_ZNSt6chrono8get_tzdbEv', [])).toEqual([]);
  });
});
