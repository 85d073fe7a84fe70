import { describe, expect, it } from 'vitest';
import { composerReader } from '../../../src/analyze/packages/composer.ts';
import { readingOf } from './reading-of.ts';

const path = '/app/vendor/composer/installed.json';
const monolog = { name: 'Monolog/monolog', version: '3.5.0', license: ['MIT', 'BSD-3-Clause'], 'install-path': '../monolog/monolog' };
const meta = { name: 'acme/meta', version: 'v1.0.0', 'install-path': null };
const files = { '/app/vendor/monolog/monolog/src/Logger.php': 10, '/app/vendor/psr/log/a.php': 1 };

describe('packages of Composer', () => {
  it('are those that it unpacked, since the layer that did', async () => {
    const { packages, unreadable } = await readingOf(composerReader, {
      layers: [
        { ...files, [path]: JSON.stringify({ packages: [monolog], dev: false }) },
        { [path]: JSON.stringify({ packages: [meta, monolog], 'dev-package-names': [] }) },
      ],
    });
    expect(unreadable).toEqual([]);
    const common = { type: 'composer', path, files: [] };
    expect(packages).toEqual([
      { ...common, name: 'acme/meta', version: 'v1.0.0', purl: 'pkg:composer/acme/meta@v1.0.0', license: null, layer: 1, directories: [] },
      {
        ...common,
        name: 'Monolog/monolog',
        version: '3.5.0',
        purl: 'pkg:composer/monolog/monolog@3.5.0',
        license: 'MIT OR BSD-3-Clause',
        layer: 0,
        directories: ['/app/vendor/monolog/monolog'],
      },
    ]);
  });

  it('are read as Composer 1 wrote them', async () => {
    const { packages } = await readingOf(composerReader, { layers: [{ ...files, [path]: '[{"name":"psr/log","version":"1.1.4"}]' }] });
    expect(packages.map(({ purl, directories }) => [purl, directories])).toEqual([['pkg:composer/psr/log@1.1.4', ['/app/vendor/psr/log']]]);
  });

  it('do not own what lies above them', async () => {
    const hostile = ['../..', '../../../..', '/', '../../../../etc', '.'].map((to, i) => ({
      name: `a/${i}`,
      version: '1',
      'install-path': to,
    }));
    const { packages } = await readingOf(composerReader, {
      layers: [{ [path]: JSON.stringify({ packages: hostile }), '/etc/passwd': '' }],
    });
    expect(packages.map(({ directories }) => directories)).toEqual([[], [], [], ['/etc'], []]);
  });

  it.each([
    ['that ends too early', '{"packages":[', 'expected a list of packages as JSON'],
    ['without a list', '{"packages":{}}', 'expected a list of packages as JSON'],
  ])('are told where the list cannot be read: one %s', async (_, content, reason) => {
    expect(await readingOf(composerReader, { layers: [{ [path]: content }] })).toEqual({ packages: [], unreadable: [{ path, reason }] });
  });

  it('are not what is listed elsewhere, or has no name', async () => {
    const layer = {
      '/app/installed.json': JSON.stringify([monolog]),
      [path]: JSON.stringify([5, null, {}, { name: '', version: '1' }, { name: 'a' }]),
    };
    expect(await readingOf(composerReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });
});
