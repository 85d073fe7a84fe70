import { describe, expect, it } from 'vitest';
import { writablePaths } from '../../../src/advise/data/writable-paths.ts';
import { sceneOf } from '../languages/scene-of.ts';

async function pathsOf(writes: readonly string[], volumes: readonly string[] = []): Promise<readonly string[]> {
  const { view } = await sceneOf({ '/var/run': { linkTarget: '/run' }, '/run/': {}, '/tmp/': {}, '/srv/app/data.db': 'x' });
  const config = { ...view.image.config.config, volumes };
  return writablePaths(view.tree, { config, writes, uids: new Set(), names: new Set() }).map(({ path }) => path);
}

describe('writable paths', () => {
  it('lie where links lead to, whether they are there or not', async () => {
    expect(await pathsOf(['/var/run/apache2', '/var/runner/x'], ['/var/run/volume'])).toEqual([
      '/run/apache2',
      '/run/volume',
      '/tmp',
      '/var/runner/x',
    ]);
  });

  it('are the directories of files', async () => {
    expect(await pathsOf(['/srv/app/data.db', '/srv/app/new.log'])).toEqual(['/srv/app', '/tmp']);
    expect(await pathsOf(['/var/run/server/server.pid', '/srv/conf.d'])).toEqual(['/run/server', '/srv', '/tmp']);
    expect(await pathsOf(['/none/conf.d'])).toEqual(['/none/conf.d', '/tmp']);
  });
});
