import { describe, expect, it } from 'vitest';
import { nugetReader } from '../../../src/analyze/packages/nuget.ts';
import { readingOf } from './reading-of.ts';

const path = '/app/shop.deps.json';
const document = {
  runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
  libraries: {
    'Shop/1.0.0': { type: 'project' },
    'Newtonsoft.Json/13.0.3': { type: 'package', path: 'newtonsoft.json/13.0.3' },
    'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { type: 'runtimepack' },
    'Humanizer/2.14.1': { type: 'package' },
  },
  targets: {
    '.NETCoreApp,Version=v8.0': {
      'Newtonsoft.Json/13.0.3': { runtime: { 'lib/net6.0/Newtonsoft.Json.dll': { fileVersion: '13.0.3.27908' } } },
      'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': {
        native: { 'libcoreclr.so': {} },
        runtime: { 'System.dll': {}, 'gone.dll': {} },
      },
      'Humanizer/2.14.1': {
        resources: { 'lib/net6.0/de/Humanizer.resources.dll': { locale: 'de' } },
        runtimeTargets: { 'runtimes/linux/native/h.so': { rid: 'linux', assetType: 'native' } },
      },
    },
  },
};
const files = {
  '/app/Newtonsoft.Json.dll': 1,
  '/app/libcoreclr.so': 1,
  '/app/System.dll': 1,
  '/app/de/Humanizer.resources.dll': 1,
  '/app/runtimes/linux/native/h.so': 1,
  '/app/Shop.dll': 1,
};

describe('packages of NuGet', () => {
  it('are those that an application was published with, with their files beside it', async () => {
    const { packages, unreadable } = await readingOf(nugetReader, { layers: [{ ...files, [path]: JSON.stringify(document) }] });
    expect(unreadable).toEqual([]);
    const common = { type: 'nuget', license: null, path, layer: 0, directories: [] };
    expect(packages).toEqual([
      {
        ...common,
        name: 'Newtonsoft.Json',
        version: '13.0.3',
        purl: 'pkg:nuget/Newtonsoft.Json@13.0.3',
        files: ['/app/Newtonsoft.Json.dll'],
      },
      {
        ...common,
        name: 'Microsoft.NETCore.App.Runtime.linux-x64',
        version: '8.0.1',
        purl: 'pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1',
        files: ['/app/System.dll', '/app/libcoreclr.so'],
      },
      {
        ...common,
        name: 'Humanizer',
        version: '2.14.1',
        purl: 'pkg:nuget/Humanizer@2.14.1',
        files: ['/app/de/Humanizer.resources.dll', '/app/runtimes/linux/native/h.so'],
      },
    ]);
  });

  it('are not in documents of another name, nor are keys of another form', async () => {
    const libraries = { __proto__: { type: 'package' }, 'a/b/c': { type: 'package' }, x: { type: 'package' }, 'y/1': 5 };
    const layer = {
      '/app/deps.json': JSON.stringify(document),
      [path]: JSON.stringify({ libraries, targets: { a: 5, b: { 'y/1': [] } } }),
    };
    expect(await readingOf(nugetReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });

  it.each(['', '{"targets":{}}', '[]'])('are told where the document cannot be read: %j', async (content) => {
    expect(await readingOf(nugetReader, { layers: [{ [path]: content }] })).toEqual({
      packages: [],
      unreadable: [{ path, reason: 'expected a JSON object with libraries' }],
    });
  });
});
