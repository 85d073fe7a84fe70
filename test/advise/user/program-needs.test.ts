import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../../support/layers.ts';
import { libc, planOf, program } from '../plan-of.ts';

const shell: LayerInput = { ...libc, '/bin/sh': program({ strings: ['', 'OPTIND'] }), '/app': program() };
const tools: LayerInput = Object.fromEntries(
  ['cat', 'sed', 'chown', 'mkdir', 'id', 'sort'].map((name) => [`/usr/bin/${name}`, program()] as const),
);

async function reasonFor(script: string, more: LayerInput = {}, config: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const layer: LayerInput = { ...shell, ...tools, '/start.sh': { content: `#!/bin/sh\n${script}\n`, mode: 0o755 }, ...more };
  const { user } = await planOf({ layers: [layer], config: { Entrypoint: ['/start.sh'], Cmd: ['/app'], ...config } });
  return user.uid === 0 ? user.reason : '';
}

describe('a script that starts the application', () => {
  it.each([
    ['changes owners', 'chown -R app /srv', 'chown changes the system, which only root may (started by /start.sh)'],
    ['asks who it runs as', 'if [ "$(id -u)" = 0 ]; then exec /app; fi', 'id asks who it runs as (started by /start.sh)'],
    ['edits settings', 'sed -i s/a/b/ /etc/app.conf', 'sed writes, or becomes somebody else, by its options (started by /start.sh)'],
    ['makes what only root can', 'mkdir -p /etc/app.d', 'mkdir changes /etc/app.d, which belongs to root (started by /start.sh)'],
    [
      'writes where a container says',
      'cat /etc/hosts | while read name; do echo a > "/srv/$name"; done',
      '/start.sh writes to what only a container knows',
    ],
    ['runs what only a container knows', '$(cat /etc/hosts)', 'what /start.sh starts is not known (shell-unresolved-command)'],
  ])('needs root where it %s', async (_, script, reason) => {
    expect(await reasonFor(`${script}\nexec "$@"`, { '/etc/app.conf': 'a', '/etc/hosts': '' })).toContain(reason);
  });

  it.each([
    ['reads', "cat /etc/hosts | sed 's/a/b/' | sort >/dev/null"],
    ['writes to /tmp', 'mkdir -p /tmp/app && cat /etc/hosts > /tmp/app/hosts'],
    ['writes to a volume', 'mkdir -p /data/in; echo a > /data/in/a.log'],
  ])('needs none where it %s', async (_, script) => {
    expect(await reasonFor(`${script}\nexec "$@"`, { '/etc/hosts': '', '/data/': {} }, { Volumes: { '/data': {} } })).toBe('');
  });
});

describe('a program of a distribution', () => {
  const files = (name: string): LayerInput => ({
    ...libc,
    '/var/lib/dpkg/status': `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n\n`,
    [`/var/lib/dpkg/info/${name}.list`]: `/usr/bin/${name}\n`,
    [`/usr/bin/${name}`]: program(),
  });

  it('needs root where nobody here knows what it writes to', async () => {
    const { user } = await planOf({ layers: [files('mosquitto')], config: { Cmd: ['mosquitto'] } });
    expect([user.uid, user.reason]).toEqual([
      0,
      'nobody here knows what mosquitto of mosquitto writes to, and what it may do only as root',
    ]);
  });

  it('needs none where it only reads', async () => {
    expect((await planOf({ layers: [files('jq')], config: { Cmd: ['jq', '.'] } })).user.uid).toBe(65_532);
  });
});
