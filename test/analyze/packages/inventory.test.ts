import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../../src/analyze/packages/inventory.ts';
import { npmReader } from '../../../src/analyze/packages/npm.ts';
import type { PackageReader } from '../../../src/analyze/packages/package-reader.ts';
import { packageReaders } from '../../../src/analyze/packages/readers.ts';
import { readPatterns } from '../../../src/analyze/read-patterns.ts';
import { viewOf } from '../../analyzers/view-of.ts';

const broken: PackageReader = {
  type: 'deb',
  reads: [],
  read: () => {
    throw new RangeError('out of range');
  },
};

function manifest(name: string, version: string): string {
  return JSON.stringify({ name, version });
}

describe('takeInventory', () => {
  it('puts packages in order of type, name, version and path', async () => {
    const view = await viewOf(npmReader, {
      layers: [
        {
          '/z/node_modules/b/package.json': manifest('b', '1'),
          '/a/node_modules/b/package.json': manifest('b', '1'),
          '/a/node_modules/c/package.json': manifest('a', '2'),
          '/a/node_modules/d/package.json': manifest('a', '10'),
        },
      ],
    });
    const { packages, outcome } = takeInventory([npmReader], view);
    expect(packages.map(({ name, version, path }) => `${name} ${version} ${path}`)).toEqual([
      'a 10 /a/node_modules/d/package.json',
      'a 2 /a/node_modules/c/package.json',
      'b 1 /a/node_modules/b/package.json',
      'b 1 /z/node_modules/b/package.json',
    ]);
    expect(outcome).toEqual({ analyzer: 'packages', status: 'ok', unreadable: [] });
  });

  it('is partial where a file could not be read', async () => {
    const path = '/node_modules/a/package.json';
    const { outcome } = takeInventory([npmReader], await viewOf(npmReader, { layers: [{ [path]: '' }] }));
    expect(outcome).toEqual({ analyzer: 'packages', status: 'partial', unreadable: [{ path, reason: 'expected a JSON object' }] });
  });

  it('shows a reader that throws as failed, and hears the others', async () => {
    const view = await viewOf(npmReader, { layers: [{ '/node_modules/a/package.json': manifest('a', '1') }] });
    const { packages, outcome } = takeInventory([broken, npmReader], view);
    expect(packages.map(({ name }) => name)).toEqual(['a']);
    expect(outcome).toEqual({ analyzer: 'packages', status: 'failed', unreadable: [], error: 'deb: RangeError: out of range' });
  });

  it('has nothing to say of an image without packages', async () => {
    const view = await viewOf({ reads: readPatterns(packageReaders) }, { layers: [{ '/a': 1 }] });
    expect(takeInventory(packageReaders, view)).toMatchObject({ packages: [], outcome: { status: 'ok' } });
  });
});
