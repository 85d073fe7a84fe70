import { describe, expect, it } from 'vitest';
import { keptLines, libc, library, planOf, program } from '../plan-of.ts';

const directory = '/usr/lib/x86_64-linux-gnu';
const owned = [`${directory}/libjemalloc.so.2`, `${directory}/libother.so.1`, `${directory}/faketime/libfaketime.so.1`];
const files = {
  ...libc,
  ...Object.fromEntries(owned.map((path) => [path, library(path.slice(path.lastIndexOf('/') + 1))])),
  '/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/app': program(),
  '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/all.list': `${owned.join('\n')}\n`,
};

async function preloaded(
  config: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const plan = await planOf({ layers: [{ ...files, ...more }], config: { Entrypoint: ['/app'], ...config } }, '--strategy', 'minimal');
  return keptLines(plan).filter((line) => owned.some((path) => line.startsWith(`${path} `)));
}

describe('what is loaded before all others', () => {
  it('is named by the environment, with a path or without', async () => {
    expect(await preloaded({ Env: [`LD_PRELOAD=libjemalloc.so.2:${owned[2]}`] })).toEqual([
      `${owned[2]} ← named by LD_PRELOAD for /app`,
      `${owned[0]} ← named by LD_PRELOAD for /app`,
    ]);
  });

  it('is listed for every program', async () => {
    expect(await preloaded({}, { '/etc/ld.so.preload': `${owned[0]} # all\nlibother.so.1\n` })).toEqual([
      `${owned[0]} ← listed in /etc/ld.so.preload for /app`,
      `${owned[1]} ← listed in /etc/ld.so.preload for /app`,
    ]);
  });

  it.each([
    ['exported', `export LD_PRELOAD=${owned[0]}\nexec /app`],
    ['given to one command', `LD_PRELOAD=libjemalloc.so.2 /app`],
    ['found', 'LD_PRELOAD=$(find /usr/lib -name libjemalloc.so.2)\nexport LD_PRELOAD\nexec /app'],
    ['listed', 'export LD_PRELOAD="$LD_PRELOAD:$(ls /usr/lib/*/libjemalloc.so.2)"\nexec /app'],
  ])('is set in a script: %s', async (_, text) => {
    const kept = await preloaded({ Entrypoint: ['/bin/sh', '-c', text] });
    expect(kept.map((line) => line.split(' ')[0])).toEqual([owned[0]]);
  });

  it('is nothing that is not there, or nobody names', async () => {
    expect([await preloaded({ Env: ['LD_PRELOAD=libnone.so'] }), await preloaded({})]).toEqual([[], []]);
  });
});
