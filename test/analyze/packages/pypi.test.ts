import { describe, expect, it } from 'vitest';
import { pypiReader } from '../../../src/analyze/packages/pypi.ts';
import { readingOf } from './reading-of.ts';

const site = '/usr/lib/python3/site-packages';

function metadata(name: string, version: string, more = ''): string {
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${more}\nA description.\n\nName: not this\n`;
}

describe('packages of Python', () => {
  it('have their identity, and the files of their record', async () => {
    const record = [
      'my_mod/__init__.py,sha256=x,1',
      'my_mod/data.txt,,',
      '"my_mod/with, comma and ""quotes"".txt",sha256=x,1',
      'my_mod/gone.py,,',
      '../../../bin/my-mod,sha256=x,1',
      '/etc/my-mod.conf,,',
      'My_Mod-1.0.dist-info/RECORD,,',
      'single.py,,',
      'other.py,,',
    ];
    const { packages, unreadable } = await readingOf(pypiReader, {
      layers: [
        {
          [`${site}/My_Mod-1.0.dist-info/METADATA`]: metadata('My_Mod', '1.0', 'License: Apache 2.0\n'),
          [`${site}/My_Mod-1.0.dist-info/RECORD`]: `${record.join('\n')}\n`,
          [`${site}/my_mod/__init__.py`]: 1,
          [`${site}/my_mod/data.txt`]: 1,
          [`${site}/my_mod/unlisted.pyc`]: 1,
          [`${site}/my_mod/with, comma and "quotes".txt`]: 1,
          [`${site}/single.py`]: 1,
          [`${site}/other.py`]: 1,
          '/usr/bin/my-mod': 1,
          '/etc/my-mod.conf': 1,
        },
      ],
    });
    expect(unreadable).toEqual([]);
    expect(packages).toEqual([
      {
        type: 'pypi',
        name: 'My_Mod',
        version: '1.0',
        purl: 'pkg:pypi/my-mod@1.0',
        license: 'Apache 2.0',
        path: `${site}/My_Mod-1.0.dist-info/METADATA`,
        layer: 0,
        files: [
          '/etc/my-mod.conf',
          '/usr/bin/my-mod',
          `${site}/My_Mod-1.0.dist-info/RECORD`,
          `${site}/my_mod/__init__.py`,
          `${site}/my_mod/data.txt`,
          `${site}/my_mod/with, comma and "quotes".txt`,
          `${site}/other.py`,
          `${site}/single.py`,
        ],
        directories: [`${site}/My_Mod-1.0.dist-info`],
      },
    ]);
  });

  it('of older tools have a list of files relative to their metadata', async () => {
    const { packages } = await readingOf(pypiReader, {
      layers: [
        {
          [`${site}/old.egg-info/PKG-INFO`]: metadata('old', '0.1'),
          [`${site}/old.egg-info/installed-files.txt`]: '../old/__init__.py\nPKG-INFO\n',
          [`${site}/old/__init__.py`]: 1,
        },
      ],
    });
    expect(packages.map(({ files, directories }) => [files, directories])).toEqual([
      [[`${site}/old.egg-info/PKG-INFO`, `${site}/old/__init__.py`], [`${site}/old.egg-info`]],
    ]);
  });

  it('without any list own the modules that they name', async () => {
    const { packages } = await readingOf(pypiReader, {
      layers: [
        {
          [`${site}/two.egg-info/PKG-INFO`]: metadata('two', '2'),
          [`${site}/two.egg-info/top_level.txt`]: 'two\n_two\ntwo_single\nmissing\n../escape\n',
          [`${site}/two/a.py`]: 1,
          [`${site}/_two/a.py`]: 1,
          [`${site}/two_single.py`]: 1,
        },
      ],
    });
    expect(packages.map(({ files, directories }) => [files, directories])).toEqual([
      [[`${site}/two_single.py`], [`${site}/_two`, `${site}/two`, `${site}/two.egg-info`]],
    ]);
  });

  it('may be an egg, or a file beside the modules', async () => {
    const { packages } = await readingOf(pypiReader, {
      layers: [
        {
          [`${site}/egg-1-py3.egg/EGG-INFO/PKG-INFO`]: metadata('egg', '1'),
          [`${site}/six-1.16.0.egg-info`]: metadata('six', '1.16.0'),
        },
      ],
    });
    expect(packages.map(({ name, files, directories }) => [name, files, directories])).toEqual([
      ['egg', [], [`${site}/egg-1-py3.egg`]],
      ['six', [`${site}/six-1.16.0.egg-info`], []],
    ]);
  });

  it.each([
    ['metadata in another directory', `${site}/METADATA`],
    ['a file of that name in a package', `${site}/a/METADATA`],
    ['an editable install of the source', '/src/PKG-INFO'],
  ])('are not %s', async (_, path) => {
    expect(await readingOf(pypiReader, { layers: [{ [path]: metadata('x', '1') }] })).toEqual({ packages: [], unreadable: [] });
  });
});

describe('metadata that cannot be read', () => {
  it.each(['', 'hello', 'Name: a\n', '\0\0\0'])('is told: %j', async (content) => {
    const path = `${site}/a-1.dist-info/METADATA`;
    expect(await readingOf(pypiReader, { layers: [{ [path]: content }] })).toEqual({
      packages: [],
      unreadable: [{ path, reason: 'expected a Name and a Version, got metadata without' }],
    });
  });
});
