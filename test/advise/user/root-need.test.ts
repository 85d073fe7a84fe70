import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../../support/layers.ts';
import { libc, planOf, program, staticProgram } from '../plan-of.ts';

const app = { '/app': staticProgram() };

async function userFor(layer: LayerInput, config: Readonly<Record<string, unknown>> = {}): Promise<readonly [uid: number, reason: string]> {
  const { user } = await planOf({ layers: [layer], config: { Entrypoint: ['/app'], ...config } });
  return [user.uid, user.reason];
}

describe('the user in the place of root', () => {
  it('is made for programs that need nothing of it', async () => {
    expect(await userFor({ ...libc, '/app': program() }, { ExposedPorts: { '8080/tcp': {} } })).toEqual([
      65_532,
      'the image runs as root, and nothing in it needs that',
    ]);
  });

  it('owns the working directory, and is in the lists that the image has', async () => {
    const plan = await planOf({
      layers: [{ ...app, '/work/': {}, '/etc/passwd': 'root:x:0:0::/root:/bin/sh\n', '/tmp/': { mode: 0o1777 } }],
      config: { Entrypoint: ['/app'], WorkingDir: '/work' },
    });
    expect(plan.made.map(({ path, uid, content }) => [path, uid, content])).toEqual([
      ['/etc/group', 0, 'root:x:0:\nnonroot:x:65532:\n'],
      ['/etc/passwd', 0, 'root:x:0:0::/root:/bin/sh\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n'],
      ['/home/nonroot', 65_532, ''],
      ['/work', 65_532, ''],
    ]);
  });

  it.each<readonly [string, LayerInput, Readonly<Record<string, unknown>>, RegExp]>([
    ['a low port', app, { ExposedPorts: { '80/tcp': {} } }, /^it listens on port 80\/tcp$/],
    ['a volume', app, { Volumes: { '/data': {} } }, /^it has volumes/],
    ['data of its own', { ...app, '/srv/data': 'x' }, {}, /^it may write where its own files lie/],
    ['files that only root can read', { '/app': { ...staticProgram(), mode: 0o700 } }, {}, /^only root can read \/app$/],
    ['the setuid bit', { '/app': { ...staticProgram(), mode: 0o4755 } }, {}, /^\/app runs with the rights of its owner$/],
    ['gosu', { ...app, '/usr/bin/gosu': staticProgram() }, { Entrypoint: ['gosu', 'app', '/app'] }, /^gosu starts as root/],
  ])('is not made for %s', async (_, layer, config, reason) => {
    expect(await userFor(layer, config)).toEqual([0, expect.stringMatching(reason)]);
  });
});
