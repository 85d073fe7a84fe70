import { describe, expect, it } from 'vitest';
import { assignOwners, ownersOf } from '../../src/analyze/ownership.ts';
import type { InstalledPackage } from '../../src/analyze/packages/installed-package.ts';
import type { ImageTree } from '../../src/filesystem/image-tree.ts';
import type { PackageType } from '../../src/model/package.ts';
import { viewOf } from '../analyzers/view-of.ts';
import type { LayerInput } from '../support/layers.ts';

async function treeOf(...layers: readonly LayerInput[]): Promise<ImageTree> {
  return (await viewOf({}, { layers })).tree;
}

function installed(
  tree: ImageTree,
  type: PackageType,
  name: string,
  files: readonly string[],
  directories: readonly string[] = [],
): InstalledPackage {
  const nodes = (paths: readonly string[]) => paths.map((path) => tree.find(path)!);
  return { type, name, version: '1', purl: '', license: null, path: '', layer: 0, files: nodes(files), directories: nodes(directories) };
}

/** Names of the owners of each visible file. */
function owned(tree: ImageTree, packages: readonly InstalledPackage[]): Record<string, readonly string[]> {
  const ownership = assignOwners(tree, packages);
  const nodes = Array.from({ length: tree.nodeCount }, (_, node) => node).filter((node) => tree.isVisible(node) && !tree.isDirectory(node));
  return Object.fromEntries(nodes.map((node) => [tree.path(node), ownersOf(packages, ownership, node).map(({ name }) => name)]));
}

describe('assignOwners', () => {
  it('gives a file to the first package that claims it', async () => {
    const tree = await treeOf({ '/a': 1, '/b': 2, '/c': 4 });
    const packages = [installed(tree, 'deb', 'x', ['/a', '/b']), installed(tree, 'deb', 'y', ['/b'])];
    expect(owned(tree, packages)).toEqual({ '/a': ['x'], '/b': ['x'], '/c': [] });
    expect([...assignOwners(tree, packages).bytes]).toEqual([3, 0]);
  });

  it('gives what is below a directory to the nearest package above it', async () => {
    const tree = await treeOf({
      '/m/a/index.js': 1,
      '/m/a/lib/x.js': 2,
      '/m/a/node_modules/b/index.js': 4,
      '/m/a/node_modules/.bin/b': { linkTarget: '../b/index.js' },
      '/m/c.js': 8,
    });
    const packages = [
      installed(tree, 'npm', 'b', [], ['/m/a/node_modules/b']),
      installed(tree, 'npm', 'a', [], ['/m/a']),
      installed(tree, 'npm', 'a again', [], ['/m/a']),
    ];
    expect(owned(tree, packages)).toEqual({
      '/m/a/index.js': ['a'],
      '/m/a/lib/x.js': ['a'],
      '/m/a/node_modules/b/index.js': ['b'],
      '/m/a/node_modules/.bin/b': ['a'],
      '/m/c.js': [],
    });
    expect([...assignOwners(tree, packages).bytes]).toEqual([4, 3, 0]);
  });

  it('lets a file belong to a package of the distribution and to one of a language', async () => {
    const tree = await treeOf({ '/dist/a.py': 1, '/dist/b.py': 2 });
    const packages = [installed(tree, 'pypi', 'a', [], ['/dist']), installed(tree, 'deb', 'python3-a', ['/dist/a.py'])];
    expect(owned(tree, packages)).toEqual({ '/dist/a.py': ['python3-a', 'a'], '/dist/b.py': ['a'] });
    expect([...assignOwners(tree, packages).bytes]).toEqual([3, 1]);
  });

  it('counts content of several names once, and only what is visible', async () => {
    const tree = await treeOf(
      { '/a': 100, '/b': { kind: 'hardlink', linkTarget: '/a' }, '/d/gone': 1_000, '/d/stays': 10 },
      { '/d/.wh.gone': 0, '/link': { linkTarget: 'a' } },
    );
    const packages = [
      installed(tree, 'deb', 'x', ['/b', '/link']),
      installed(tree, 'deb', 'y', ['/a']),
      installed(tree, 'npm', 'z', [], ['/d']),
    ];
    expect([...assignOwners(tree, packages).bytes]).toEqual([100, 0, 10]);
  });
});
