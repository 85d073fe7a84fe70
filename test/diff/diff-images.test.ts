import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffSide } from '../../src/diff/diff-side.ts';
import { diffLayers, pullSize } from '../../src/diff/shared-layers.ts';
import type { LayerInput } from '../support/layers.ts';
import { differing, lines } from './differing.ts';

const filesOf = async (before: LayerInput, after: LayerInput): Promise<readonly string[]> =>
  lines((await differing({ layers: [before] }, { layers: [after] })).files);

describe('files', () => {
  it('are added, removed and changed, in the order of their paths', async () => {
    const found = await filesOf(
      { '/gone': 1, '/same': 2, '/grown': 3, '/moved/': {}, '/moved/x': 1 },
      { '/new': 1, '/same': 2, '/grown': 4, '/moved': { linkTarget: 'x' } },
    );
    expect(found).toEqual(['- /gone', '~ /grown size content', '~ /moved kind mode', '- /moved/x', '+ /new']);
  });

  it('of one size are told apart by their content alone', async () => {
    expect(await filesOf({ '/a': 'one', '/b': 'one' }, { '/a': 'two', '/b': 'one' })).toEqual(['~ /a content']);
  });

  it('of a new time are the same, as are those of another layer', async () => {
    expect(await filesOf({ '/a': { content: 'x', mtime: 1 } }, { '/a': { content: 'x', mtime: 2 } })).toEqual([]);
    const { files, isSame, layers } = await differing({ layers: [{ '/a': 'x', '/b': 'y' }] }, { layers: [{ '/a': 'x' }, { '/b': 'y' }] });
    expect([files, isSame, layers.map(({ sharedWith }) => sharedWith)]).toEqual([[], true, [null, null]]);
  });

  it('have a mode, an owner, a target and attributes', async () => {
    const before = { '/m': { content: 'x', mode: 0o755 }, '/o': { content: 'x', uid: 1 }, '/l': { linkTarget: 'a' }, '/x': 'x' };
    const after = {
      '/m': { content: 'x', mode: 0o4755 },
      '/o': { content: 'x', gid: 2 },
      '/l': { linkTarget: 'b' },
      '/x': { content: 'x', xattrs: { 'user.a': 'YQ==' } },
    };
    expect(await filesOf(before, after)).toEqual(['~ /l target', '~ /m mode', '~ /o owner', '~ /x attributes']);
  });

  it('that are hardlinks are the same whichever was written first', async () => {
    const link = (linkTarget: string) => ({ kind: 'hardlink', linkTarget }) as const;
    expect(
      await filesOf(
        [
          ['/a', 'x'],
          ['/b', link('/a')],
        ],
        [
          ['/b', 'x'],
          ['/a', link('/b')],
        ],
      ),
    ).toEqual([]);
    const { files, total } = await differing(
      {
        layers: [
          [
            ['/a', 10],
            ['/b', link('/a')],
          ],
        ],
      },
      { layers: [{ '/a': 10, '/b': 10 }] },
    );
    expect([lines(files), total]).toEqual([['~ /b hardlink'], { addedBytes: 10, removedBytes: 0, rewrittenBytes: 0 }]);
  });

  it('are listed by the bytes of their names, whatever is in them', async () => {
    expect(await filesOf({}, { '/a/': {}, '/a/b': 1, '/a.txt': 1, '/\u202e\n': 1 })).toEqual(['+ /a', '+ /a.txt', '+ /a/b', '+ /\u202e\n']);
  });

  it('account for all bytes that came and went', async () => {
    const layer = fc.dictionary(
      fc.constantFrom('/a', '/b', '/d/a', '/d/b', '/d/e/f'),
      fc.oneof(fc.nat(50), fc.constantFrom('one', 'two', 'three')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(layer, { maxLength: 3 }), fc.array(layer, { maxLength: 3 }), async (old, fresh) => {
        const diff = await differing({ layers: old }, { layers: fresh });
        const rewritten = diff.files
          .filter(({ before, after, fields }) => before?.kind === 'file' && after?.kind === 'file' && fields.includes('content'))
          .reduce((sum, { before, after }) => sum + after!.sizeBytes - before!.sizeBytes, 0);
        expect(diff.before.visibleBytes + diff.total.addedBytes - diff.total.removedBytes + rewritten).toBe(diff.after.visibleBytes);
        const root = diff.directories.find(({ path }) => path === '/');
        if (root !== undefined) {
          const { addedBytes, removedBytes, rewrittenBytes } = root;
          expect({ addedBytes, removedBytes, rewrittenBytes }).toEqual(diff.total);
          expect([root.beforeBytes, root.afterBytes]).toEqual([diff.before.visibleBytes, diff.after.visibleBytes]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('directories', () => {
  it('have the bytes of all that changed below them', async () => {
    const { directories } = await differing(
      { layers: [{ '/d/e/a': 100, '/k': 50 }] },
      { layers: [{ '/d/e/a': 160, '/d/b': 40, '/k': 50 }] },
    );
    const bytes = { addedBytes: 40, removedBytes: 0, rewrittenBytes: 160 };
    expect(directories).toEqual([
      { path: '/', beforeBytes: 150, afterBytes: 250, ...bytes, changeCount: 2 },
      { path: '/d', beforeBytes: 100, afterBytes: 200, ...bytes, changeCount: 2 },
      { path: '/d/e', beforeBytes: 100, afterBytes: 160, addedBytes: 0, removedBytes: 0, rewrittenBytes: 160, changeCount: 1 },
    ]);
  });
});

describe('packages', () => {
  const status = (...packages: readonly (readonly [name: string, version: string])[]): string =>
    packages
      .map(([name, version]) => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`)
      .join('\n');
  const image = (files: Readonly<Record<string, string | number>>, ...packages: readonly (readonly [string, string])[]) => ({
    layers: [{ '/etc/os-release': 'ID=debian\n', '/var/lib/dpkg/status': status(...packages), ...files }],
  });

  it('come, go, rise, fall, and change within', async () => {
    const list = (name: string): string => `/var/lib/dpkg/info/${name}.list`;
    const before = image(
      { [list('within')]: '/usr/w\n', '/usr/w': 'old!', '/usr/x': 1 },
      ['down', '2.0-1'],
      ['gone', '1'],
      ['same', '1'],
      ['up', '1.9-1'],
      ['within', '1'],
    );
    const after = image(
      { [list('within')]: '/usr/w\n', '/usr/w': 'new!', '/usr/x': 1 },
      ['come', '1'],
      ['down', '2.0~rc1-1'],
      ['same', '1'],
      ['up', '1.10-1'],
      ['within', '1'],
    );
    const { packages, unpackaged } = await differing(before, after);
    expect(
      packages.map(({ name, change, beforeVersions, afterVersions }) => [name, change, ...beforeVersions, '→', ...afterVersions]),
    ).toEqual([
      ['come', 'added', '→', '1'],
      ['down', 'downgraded', '2.0-1', '→', '2.0~rc1-1'],
      ['gone', 'removed', '1', '→'],
      ['up', 'upgraded', '1.9-1', '→', '1.10-1'],
      ['within', 'contents', '1', '→', '1'],
    ]);
    expect(packages.at(-1)).toMatchObject({ addedBytes: 0, removedBytes: 0, rewrittenBytes: 4 });
    // The database itself.
    expect([unpackaged.addedBytes, unpackaged.rewrittenBytes > 0]).toEqual([0, true]);
  });
});

describe('the configuration', () => {
  it('differs by field and name', async () => {
    const before = {
      User: '',
      Env: ['A=1', 'B=2', '__proto__=x'],
      Labels: { a: '1', constructor: 'x' },
      ExposedPorts: { '80/tcp': {} },
      Cmd: ['a'],
    };
    const after = { User: 'app', Env: ['B=3', 'C=', '__proto__=x'], Labels: { a: '1' }, ExposedPorts: { '81/tcp': {} }, Cmd: ['a', 'b'] };
    const { config, isSame } = await differing({ layers: [], config: before }, { layers: [], config: after });
    expect(config.map(({ field, name, before, after }) => [field, name, before, after])).toEqual([
      ['user', null, null, 'app'],
      ['cmd', null, '["a"]', '["a","b"]'],
      ['env', 'A', '1', null],
      ['env', 'B', '2', '3'],
      ['env', 'C', null, ''],
      ['exposedPorts', '80/tcp', '80/tcp', null],
      ['exposedPorts', '81/tcp', null, '81/tcp'],
      ['labels', 'constructor', 'x', null],
    ]);
    expect(isSame).toBe(false);
  });
});

describe('what few images say of their configuration', () => {
  it('is compared, too, without secrets', async () => {
    const key = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dcXy12'].join('_');
    const steps = Array.from({ length: 11 }, (_, i) => `RUN step ${i}`);
    const before = { Shell: ['/bin/bash', '-c'], OnBuild: steps };
    const after = { Shell: ['/bin/sh', '-c'], OnBuild: [...steps.slice(0, 10), `RUN x --key ${key}`, 'RUN y'], StopTimeout: 600 };
    const { config, isSame } = await differing({ layers: [], config: before }, { layers: [], config: after });
    expect([isSame, config]).toEqual([
      false,
      [
        { field: 'stopTimeout', name: null, before: null, after: '600' },
        { field: 'shell', name: null, before: '["/bin/bash","-c"]', after: '["/bin/sh","-c"]' },
        { field: 'onBuild', name: '11', before: 'RUN step 10', after: `RUN x --key ${'*'.repeat(16)}` },
        { field: 'onBuild', name: '12', before: null, after: 'RUN y' },
      ],
    ]);
  });

  it('is silent where it is the same', async () => {
    const config = { Shell: ['/bin/sh', '-c'], OnBuild: ['RUN a'], StopTimeout: 5 };
    expect(await differing({ layers: [], config }, { layers: [], config })).toMatchObject({ isSame: true, config: [] });
  });
});

describe('layers', () => {
  it('that are shared are not pulled', async () => {
    const { layers, pull } = await differing(
      { layers: [{ '/a': 100 }, { '/b': 10 }] },
      { layers: [{ '/a': 100 }, { '/c': 20 }, { '/c': 20 }] },
    );
    expect(layers.map(({ sharedWith, isPulled }) => [sharedWith, isPulled])).toEqual([
      [0, false],
      [null, true],
      [null, true],
    ]);
    expect(pull).toEqual({ layerCount: 1, sizeBytes: 20, compressedBytes: null });
  });

  it('that were compressed anew are pulled, and the same for all that', () => {
    const diffId = `sha256:${'1'.repeat(64)}`;
    const side = (digest: string | null): DiffSide => {
      const layer = { index: 0, diffId, digest, sizeBytes: 70, compressedBytes: 7, createdBy: '' };
      return { image: { layers: [layer] }, report: { layers: [layer] } } as unknown as DiffSide;
    };
    const pulled = (before: string | null, after: string | null) => {
      const layers = diffLayers(side(before), side(after));
      return [layers[0]!.sharedWith, pullSize(layers)];
    };
    expect(pulled('sha256:a', 'sha256:b')).toEqual([0, { layerCount: 1, sizeBytes: 70, compressedBytes: 7 }]);
    expect(pulled('sha256:a', 'sha256:a')).toEqual([0, { layerCount: 0, sizeBytes: 0, compressedBytes: 0 }]);
    expect(pulled(null, 'sha256:b')).toEqual([0, { layerCount: 0, sizeBytes: 0, compressedBytes: 0 }]);
  });

  it('that only claim a DiffID are looked into', async () => {
    const extra = { rootfs: { type: 'layers', diff_ids: [`sha256:${'1'.repeat(64)}`] } };
    const { files } = await differing({ layers: [{ '/a': 'one' }], extra }, { layers: [{ '/a': 'two' }], extra });
    expect(lines(files)).toEqual(['~ /a content']);
  });
});
