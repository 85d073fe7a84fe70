import { describe, expect, it } from 'vitest';
import { squashed } from './squashed.ts';

describe('an image tree', () => {
  it('tells what a container sees at a path', async () => {
    const tree = await squashed(
      { '/etc/passwd': { content: 'root\n', uid: 1, gid: 2, mode: 0o4640, mtime: 12.5 } },
      { '/sh': { linkTarget: '/bin/sh', uid: 3 }, '/hard': { kind: 'hardlink', linkTarget: '/etc/passwd', uid: 9, mode: 0o777 } },
    );
    const at = (path: string) => tree.at(tree.find(path)!);
    expect(at('/etc')).toEqual({
      path: '/etc',
      kind: 'directory',
      mode: 0o755,
      uid: 0,
      gid: 0,
      sizeBytes: 0,
      mtime: 0,
      linkTarget: null,
      layer: null,
    });
    const passwd = {
      path: '/etc/passwd',
      kind: 'file',
      mode: 0o4640,
      uid: 1,
      gid: 2,
      sizeBytes: 5,
      mtime: 12.5,
      linkTarget: null,
      layer: 0,
    };
    expect(at('/etc/passwd')).toEqual(passwd);
    // A hardlink has what its file has, whatever its own header says.
    expect(at('/hard')).toEqual({ ...passwd, path: '/hard', kind: 'hardlink', linkTarget: '/etc/passwd', layer: 1 });
    expect(at('/sh')).toMatchObject({ kind: 'symlink', mode: 0o777, uid: 3, linkTarget: '/bin/sh', sizeBytes: 0 });
  });

  it('lists children by the bytes of their names', async () => {
    const tree = await squashed({ '/b': 0, '/a': 0, '/B': 0, '/a-': 0, '/ä': 0, '/\udcff': 0, '/z/y': 0 });
    expect(tree.children(0).map((node) => tree.name(node))).toEqual(['B', 'a', 'a-', 'b', 'z', 'ä', '\udcff']);
    expect(tree.children(tree.find('/a')!)).toEqual([]);
  });

  it('finds visible paths only, and follows no links', async () => {
    const tree = await squashed({ '/d/a': 1, '/l': { linkTarget: 'd' }, '/gone/x': 1 }, { '/.wh.gone': 0 });
    expect(['/', '', '/d', '/d/a', 'd/a', '//d//a/', '/l'].map((path) => tree.find(path) !== null)).toEqual(Array(7).fill(true));
    expect(['/l/a', '/gone', '/gone/x', '/d/b', '/d/a/x', '/D'].map((path) => tree.find(path))).toEqual(Array(6).fill(null));
  });

  it('knows parents by smaller numbers', async () => {
    const tree = await squashed({ '/a/b/c': 1, '/a': { kind: 'directory' } });
    const c = tree.find('/a/b/c')!;
    expect(tree.path(tree.parent(c)!)).toBe('/a/b');
    expect(tree.parent(0)).toBeNull();
    for (let node = 1; node < tree.nodeCount; node++) expect(tree.parent(node)!).toBeLessThan(node);
  });

  it('counts one of the paths of a file as the file', async () => {
    const hard = { kind: 'hardlink' as const, linkTarget: '/z' };
    const tree = await squashed({ '/z': 5, '/a': hard, '/b': hard, '/alone': 1 });
    const primary = (path: string) => tree.isPrimary(tree.find(path)!);
    expect(['/z', '/a', '/b', '/alone', '/'].map(primary)).toEqual([true, false, false, true, true]);
    expect(tree.path(tree.primaryOf(tree.inodeAt(tree.find('/b')!)!)!)).toBe('/z');
  });

  it('knows where an entry is in its layer', async () => {
    const tree = await squashed({ '/a': 1, '/b': 2 }, { '/c': 3 });
    const entry = tree.entryAt(tree.find('/c')!)!;
    expect([entry, tree.layerOf(entry), tree.rowOf(entry), tree.sizeBytes(entry), tree.entryPath(entry)]).toEqual([2, 1, 0, 3, '/c']);
    expect(tree.layerEntry(entry).path).toBe('/c');
  });
});
