import { describe, expect, it } from 'vitest';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

const links = sample('links-and-whiteouts.tar');
const app = sample('wasteful-app.tar');

type Listed = { readonly path: string; readonly type: string; readonly layer: number | null; readonly change?: string };

async function list(...args: readonly string[]): Promise<readonly Listed[]> {
  const { status, stdout, stderr } = await runFlense(['ls', '--format', 'json', ...args]);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as readonly Listed[];
}

async function paths(...args: readonly string[]): Promise<readonly string[]> {
  return (await list(...args)).map(({ path }) => path);
}

describe('flense ls', () => {
  it('lists everything, the root first, by path', async () => {
    const all = await paths(links);
    expect(all[0]).toBe('/');
    expect(all).toContain('/opt/nowhere/app.js');
    expect(all).not.toContain('/data/sub/deep');
  });

  it('lists a path and what is below it, following links on the way and to a directory', async () => {
    const data = ['/data', '/data/one', '/data/two'];
    expect(await paths(links, '/data')).toEqual(data);
    expect(await paths(links, 'data/')).toEqual(data);
    expect(await paths(links, '/links/directory')).toEqual(data);
    expect(await paths(links, '/links/../links/directory/one')).toEqual(['/data/one']);
  });

  it('lists a link to a file, or to nothing, as a link', async () => {
    expect(await list(links, '/links/absolute')).toMatchObject([{ path: '/links/absolute', type: 'symlink' }]);
    expect(await list(links, '/links/dangling')).toMatchObject([{ path: '/links/dangling', type: 'symlink' }]);
    expect(await list(links, '/links/loop-a')).toMatchObject([{ path: '/links/loop-a', type: 'symlink' }]);
  });

  it('lists what matches', async () => {
    expect(await paths(links, '--glob', '*.js')).toEqual(['/opt/nowhere/app.js']);
    expect(await paths(app, '--min-size', '5MB')).toEqual(['/usr/local/bin/node']);
    expect(await paths(app, '/usr/lib', '--min-size', '1MiB', '--glob', '**/cc1')).toEqual(['/usr/lib/gcc/x86_64-linux-gnu/12/cc1']);
    expect(await paths(app, '--glob', '/none')).toEqual([]);
  });

  it('lists the entries of one layer, whiteouts as what they are', async () => {
    expect((await list(links, '/data', '--layer', '1')).map(({ path, type, layer }) => [path, type, layer])).toEqual([
      ['/data/never-there', 'whiteout', 1],
      ['/data/one', 'whiteout', 1],
      ['/data/sub', 'whiteout', 1],
    ]);
    expect(await list(links, '/fresh', '--layer', '1')).toMatchObject([
      { type: 'directory' },
      { type: 'opaque-whiteout' },
      { type: 'file' },
    ]);
  });

  it('lists what a layer changed', async () => {
    expect((await list(links, '/data', '--layer', '1', '--changed')).map(({ path, change }) => [change, path])).toEqual([
      ['removed', '/data/one'],
      ['removed', '/data/sub'],
      ['removed', '/data/sub/deep'],
    ]);
    expect((await list(app, '--layer', '3', '--changed')).map(({ path, change }) => [change, path])).toEqual([
      ['added', '/usr/local/bin/docker-entrypoint.sh'],
    ]);
    expect((await list(app, '--layer', '0', '--changed')).filter(({ change }) => change !== 'added')).toEqual([]);
  });

  it('prints lines for a person, names escaped', async () => {
    const { stdout } = await runFlense(['ls', links, '/names']);
    expect(stdout).toMatch(/^drwxr-xr-x 0:0 +- {2}2023-11-14 22:13 {2}L0 {3}\/names\n/);
    expect(stdout).toContain('/names/escape-\\x1b[31mred\\x1b[0m\n');
    expect(stdout).toContain('/names/caf\\xe9\n');
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  });
});
