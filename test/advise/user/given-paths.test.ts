import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import type { LayerInput } from '../../support/layers.ts';
import { libc, planOf, program } from '../plan-of.ts';

const app: LayerInput = { ...libc, '/app': program() };

function writable({ writablePaths }: Plan): readonly (readonly [path: string, uid: number, mode: string])[] {
  return writablePaths.map(({ path, uid, mode }) => [path, uid, mode.toString(8)]);
}

describe('directories that are given to the user', () => {
  it('are volumes, there or not, with what is in them', async () => {
    const layers = [{ ...app, '/data/': { mode: 0o700 }, '/data/in/': {} }];
    const plan = await planOf({ layers, config: { Entrypoint: ['/app'], Volumes: { '/data': {}, '/more': {} } } });
    expect(writable(plan)).toEqual([
      ['/data', 65_532, '700'],
      ['/data/in', 65_532, '755'],
      ['/home/nonroot', 65_532, '700'],
      ['/more', 65_532, '755'],
      ['/tmp', 0, '1777'],
    ]);
  });

  it('are empty ones that the application made, and not those of every distribution', async () => {
    const empty = { '/srv/uploads/': {}, '/var/lib/shop/': {}, '/var/local/': {}, '/mnt/': {}, '/opt/': {}, '/usr/local/games/': {} };
    const plan = await planOf({ layers: [{ ...app, ...empty }], config: { Entrypoint: ['/app'] } });
    expect(writable(plan).map(([path]) => path)).toEqual(['/home/nonroot', '/srv/uploads', '/tmp', '/var/lib/shop']);
  });

  it('are none of the image’s own user', async () => {
    const layers = [{ ...app, '/data/': { uid: 7 }, '/srv/uploads/': {} }];
    const plan = await planOf({ layers, config: { Entrypoint: ['/app'], User: '7', Volumes: { '/data': {} } } });
    expect(writable(plan)).toEqual([
      ['/data', 7, '755'],
      ['/tmp', 0, '1777'],
    ]);
  });

  it('are not the system’s, whoever asks for another user', async () => {
    const script = { content: '#!/bin/sh\necho a > /etc/app.conf\nexec /app\n', mode: 0o755 };
    const layers = [{ ...app, '/bin/sh': program({ strings: ['', 'OPTIND'] }), '/start.sh': script, '/etc/app.conf': 'x' }];
    const plan = await planOf({ layers, config: { Entrypoint: ['/start.sh'] } }, '--user', 'nonroot');
    expect(writable(plan)).toEqual([
      ['/etc', 0, '755'],
      ['/home/nonroot', 65_532, '700'],
      ['/tmp', 0, '1777'],
    ]);
    expect(plan.warnings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^it may need root: it writes to \/etc, which is the system's/),
    );
  });
});
