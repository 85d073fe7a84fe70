import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../../support/layers.ts';
import { libc, planOf, program } from '../plan-of.ts';

const script = (prepare: string, condition = '"$(id -u)" = 0'): string =>
  `#!/bin/sh\nset -e\nif [ "$1" = server ] && [ ${condition} ]; then\n${prepare}\n  exec gosu app "$0" "$@"\nfi\nexec "$@"\n`;

const layer = (text: string, more: LayerInput = {}): LayerInput => ({
  ...libc,
  '/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/usr/bin/gosu': program(),
  '/usr/bin/server': program(),
  '/usr/bin/chown': program(),
  '/usr/bin/id': program(),
  '/usr/bin/sysctl': program(),
  '/etc/passwd': 'root:x:0:0::/root:/\napp:x:7:8::/srv:/\n',
  '/data/': {},
  '/entrypoint.sh': { content: text, mode: 0o755 },
  ...more,
});

const config = { Entrypoint: ['/entrypoint.sh'], Cmd: ['server'], Volumes: { '/data': {} }, Env: ['PATH=/usr/bin:/bin'] };

describe('an entrypoint that starts itself as somebody else', () => {
  it('is started as that user, who owns what root gave away', async () => {
    const plan = await planOf({ layers: [layer(script('  chown -R app /data'))], config });
    expect([plan.user.uid, plan.user.name, plan.user.isMade]).toEqual([7, 'app', false]);
    expect(plan.writablePaths).toContainEqual({ path: '/data', uid: 7, gid: 8, mode: 0o755, reason: 'a volume' });
    expect(plan.warnings.map(({ code, path }) => [code, path])).toContainEqual(['user-switch-replaced', '/entrypoint.sh']);
  });

  it.each<readonly [string, string, LayerInput]>([
    ['what only root may', script('  sysctl -w kernel.x=1'), {}],
    ['gives away what is no place of its own', script('  chown -R app /etc/app'), { '/etc/app/a.conf': 'x' }],
    ['writes where the user may not', script('  echo a > /etc/app.conf'), {}],
    ['reads settings', script('  . /etc/settings'), { '/etc/settings': 'A=1\n' }],
    ['becomes somebody by another question', script('  chown -R app /data', '-w /etc'), {}],
    ['becomes nobody who is known', script('').replace('gosu app', 'gosu gone'), {}],
    ['starts something else so', script('').replace('"$0" "$@"', '"$@"'), {}],
  ])('stays root where root %s', async (_, text, more) => {
    const plan = await planOf({ layers: [layer(text, more)], config });
    expect(plan.user.uid).toBe(0);
  });

  it('stays root where that is asked for', async () => {
    expect((await planOf({ layers: [layer(script('  chown -R app /data'))], config }, '--user', 'root')).user.uid).toBe(0);
  });
});
