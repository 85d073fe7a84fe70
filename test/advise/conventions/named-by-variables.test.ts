import { describe, expect, it } from 'vitest';
import { keptLines, libc, library, planOf, program } from '../plan-of.ts';

const owned = {
  '/usr/share/geoip/x.mmdb': 'x',
  '/usr/lib/plugins/a.so': library('a.so'),
  '/usr/lib/plugins/b/c.so': library('c.so'),
  '/usr/share/large/a': 10_000_000,
  '/usr/share/large/b': 10_000_000,
  '/usr/bin/browser': program({ needed: ['libdraw.so.1'] }),
  '/lib/x86_64-linux-gnu/libdraw.so.1': library('libdraw.so.1'),
  '/usr/share/own.cnf': 'x',
  '/usr/share/zoneinfo/Europe/Paris': 'x',
} as const;
const files = {
  ...libc,
  ...owned,
  '/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/app': program(),
  '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/all.list': `/bin/sh\n${Object.keys(owned).join('\n')}\n`,
};

async function planFor(...env: readonly string[]) {
  return planOf({ layers: [files], config: { Entrypoint: ['/app'], Env: env } }, '--strategy', 'minimal');
}

async function keptBy(...env: readonly string[]): Promise<readonly string[]> {
  return keptLines(await planFor(...env)).filter((line) => [...Object.keys(owned), '/bin/sh'].some((path) => line.startsWith(`${path} `)));
}

describe('what a variable names', () => {
  it.each([
    ['GEOIP_DB=/usr/share/geoip/x.mmdb', ['/usr/share/geoip/x.mmdb ← named by GEOIP_DB']],
    [
      'QT_PLUGIN_PATH=/none:/usr/lib/plugins',
      ['/usr/lib/plugins/a.so ← named by QT_PLUGIN_PATH', '/usr/lib/plugins/b/c.so ← named by QT_PLUGIN_PATH'],
    ],
    ['OPENSSL_CONF=/usr/share/own.cnf', ['/usr/share/own.cnf ← named by OPENSSL_CONF']],
    ['TZDIR=/usr/share/zoneinfo', ['/usr/share/zoneinfo/Europe/Paris ← named by TZDIR']],
    [
      'CHROME_BIN=/usr/bin/browser',
      ['/lib/x86_64-linux-gnu/libdraw.so.1 ← needed by /usr/bin/browser', '/usr/bin/browser ← named by CHROME_BIN'],
    ],
  ])('is kept: %s', async (line, kept) => {
    expect(await keptBy(line)).toEqual(kept);
  });

  it.each(['SOME_HOME=/usr/share', 'CONFIG_SHELL=/bin/sh', 'GOPATH=/usr/lib/plugins', 'A=usr/share/geoip/x.mmdb'])(
    'is nothing: %s',
    async (line) => {
      expect(await keptBy(line)).toEqual([]);
    },
  );

  it('is told of where it is too large to be kept for a name', async () => {
    const { warnings } = await planFor('BIG_HOME=/usr/share/large');
    expect(warnings.filter(({ code }) => code === 'named-directory-left-out')).toEqual([
      {
        code: 'named-directory-left-out',
        text: 'BIG_HOME names it, and 2 files in it (20000000 bytes) are left out as nothing is seen to read them; keep them with --keep /usr/share/large if a program does',
        path: '/usr/share/large',
        line: null,
      },
    ]);
  });
});
