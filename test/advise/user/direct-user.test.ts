import { describe, expect, it } from 'vitest';
import { directUser } from '../../../src/advise/user/direct-user.ts';
import { sceneOf } from '../languages/scene-of.ts';
import { libc, planOf, program } from '../plan-of.ts';

const accounts = { passwd: 'root:x:0:0::/root:/\napp:x:7:8::/srv:/\n', group: 'web:x:9:\n' };

async function directFor(
  entrypoint: readonly string[],
  cmd: readonly string[],
  more: { readonly user?: string; readonly env?: readonly string[] } = {},
) {
  const { view } = await sceneOf({ '/usr/bin/gosu': program(), '/usr/local/bin/gosu': program(), '/sbin/su-exec': program() });
  const found = directUser({ ...view.image.config.config, entrypoint, cmd, ...more }, accounts, view.tree);
  return found === null ? null : [found.config.entrypoint, found.config.cmd, found.config.user];
}

describe('a start as the user whom the command only becomes', () => {
  it.each<readonly [readonly string[], readonly string[], readonly unknown[]]>([
    [['gosu', 'app', '/app'], ['-x'], [['/app'], ['-x'], 'app']],
    [
      ['tini', '--', 'gosu', 'app'],
      ['/app', '-x'],
      [['tini', '--'], ['/app', '-x'], 'app'],
    ],
    [[], ['/usr/local/bin/gosu', 'app:web', '/app'], [[], ['/app'], 'app:web']],
    [['su-exec', '7'], ['/app'], [[], ['/app'], '7']],
  ])('is had from %j %j', async (entrypoint, cmd, expected) => {
    expect(await directFor(entrypoint, cmd)).toEqual(expected);
  });

  it.each<readonly [string, readonly string[], readonly string[], object]>([
    ['a script that comes before', ['/entrypoint.sh', 'gosu', 'app'], ['/app'], {}],
    ['a shell that comes before', ['sh', '-c', 'cd / && gosu app /app'], [], {}],
    ['nobody', ['gosu', 'gone'], ['/app'], {}],
    ['root', ['gosu', 'root'], ['/app'], {}],
    ['what is not there', ['/bin/gosu', 'app'], ['/app'], {}],
    ['no command', ['gosu', 'app'], [], {}],
    ['somebody who is not root already', ['gosu', 'app'], ['/app'], { user: 'app' }],
    ['a home that it would change', ['gosu', 'app'], ['/app'], { env: ['HOME=/root'] }],
    ['its name as an argument', ['/app', 'gosu', 'app'], ['x'], {}],
  ])('is not had from %s', async (_, entrypoint, cmd, more) => {
    expect(await directFor(entrypoint, cmd, more)).toBeNull();
  });

  it('is what the plan has, without the program that becomes somebody', async () => {
    const layer = { ...libc, '/app': program(), '/usr/bin/gosu': program(), '/etc/passwd': accounts.passwd };
    const plan = await planOf({ layers: [layer], config: { Entrypoint: ['gosu', 'app', '/app'] } });
    expect([plan.user, plan.config.entrypoint, plan.files.some(({ path }) => path === '/usr/bin/gosu')]).toEqual([
      { uid: 7, gid: 8, groups: [], name: 'app', isMade: false, reason: 'whom the image becomes by its own command' },
      ['/app'],
      false,
    ]);
    expect(plan.warnings.map(({ code, path }) => [code, path])).toContainEqual(['user-switch-replaced', '/usr/bin/gosu']);
  });
});
