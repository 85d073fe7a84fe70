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
  '/usr/bin/mkdir': program(),
  '/usr/bin/find': program(),
  '/usr/bin/cat': program(),
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
    ['sets a variable', script('  export MODE=production'), {}],
    ['sets one for the start', script('  chown app /data').replace('exec gosu', 'MODE=a exec gosu'), {}],
    ['changes the directory', script('  cd /data'), {}],
    ['sets a limit', script('  ulimit -n 65536'), {}],
    ['reads what only root may', script('  cat /etc/secret'), { '/etc/secret': { content: 'x', mode: 0o600 } }],
    ['gives away what lies where it happens to be', script('  chown -R app state'), {}],
    ['gives away what a variable says', script('  chown -R app "$STATE"'), {}],
    ['takes away', script('  find /data -name a -delete'), {}],
    ['changes the system before it asks who it is', `#!/bin/sh\nset -e\nchown root /usr/bin/server\n${script('').slice(10)}`, {}],
    ['goes on afterwards', script('').replace('exec gosu', 'gosu'), {}],
    ['starts something else so', script('').replace('"$0" "$@"', '"$@"'), {}],
  ])('stays root where root %s', async (_, text, more) => {
    const plan = await planOf({ layers: [layer(text, more)], config });
    expect(plan.user.uid).toBe(0);
  });

  it.each([
    ['in the directory where it begins', '  find . ! -user app -exec chown app {} +', '/data'],
    ['what it makes, and says so', '  mkdir -p /data/a && chown app /data/a 2>/dev/null || true\n  echo ready >&2', '/'],
  ])('is so where root gives away places %s', async (_, prepare, workingDir) => {
    const plan = await planOf({ layers: [layer(script(prepare))], config: { ...config, WorkingDir: workingDir } });
    expect(plan.user.uid).toBe(7);
  });

  it('stays root where that is asked for', async () => {
    expect((await planOf({ layers: [layer(script('  chown -R app /data'))], config }, '--user', 'root')).user.uid).toBe(0);
  });
});
