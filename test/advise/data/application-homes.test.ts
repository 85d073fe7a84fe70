import { describe, expect, it } from 'vitest';
import type { EntryOptions } from '../../support/layers.ts';
import { keptPaths, libc, planOf, program } from '../plan-of.ts';

/** Files that are kept of a base image, which was built long before the rest. */
async function keptOfBase(base: Readonly<Record<string, string | EntryOptions>>, config: Readonly<Record<string, unknown>>) {
  const history = [
    { createdBy: 'ADD rootfs', created: '2020-01-01T00:00:00Z' },
    { createdBy: 'RUN app', created: '2022-01-01T00:00:00Z' },
  ];
  const plan = await planOf({ layers: [{ ...libc, ...base }, { '/srv/x': 'x' }], history, config });
  return keptPaths(plan).filter((path) => Object.hasOwn(base, path));
}

const script = (text: string): EntryOptions => ({ content: text, mode: 0o755 });

describe('of a base image', () => {
  it('the home of what runs is kept, and no other', async () => {
    const base = {
      '/usr/share/server/bin/server': program(),
      '/usr/share/server/public/a.js': 'x',
      '/usr/share/other/x': 'x',
      '/opt/tool/x': 'x',
      '/usr/local/lib/x/y': 'x',
    };
    expect(await keptOfBase(base, { Entrypoint: ['/usr/share/server/bin/server'] })).toEqual([
      '/usr/share/server/bin/server',
      '/usr/share/server/public/a.js',
    ]);
  });

  it('what lies in a directory that an application made is kept, and settings', async () => {
    const base = { '/app/server': program(), '/app/views/a': 'x', '/etc/server/server.ini': 'x', '/etc/apt/x': 'x', '/var/lib/x/y': 'x' };
    expect(await keptOfBase(base, { Entrypoint: ['/app/server'] })).toEqual(['/app/server', '/app/views/a', '/etc/server/server.ini']);
  });

  it('a runtime is left to who knows the language', async () => {
    const base = {
      '/opt/node/bin/node': program(),
      '/opt/node/include/node.h': 'x',
      '/opt/venv/pyvenv.cfg': 'x',
      '/opt/venv/bin/tool': script('#!/opt/venv/bin/tool2\n'),
      '/opt/venv/other': 'x',
    };
    expect(await keptOfBase(base, { Entrypoint: ['/opt/node/bin/node', '/opt/venv/bin/tool'] })).toEqual([
      '/opt/node/bin/node',
      '/opt/venv/bin/tool',
    ]);
  });
});
