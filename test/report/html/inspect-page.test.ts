import { describe, expect, it } from 'vitest';
import { inspectData, inspectHead } from '../../../src/report/html/inspect-page.ts';
import { inspecting } from '../../inspecting.ts';
import { dockerArchive } from '../../support/docker-archive.ts';
import { plan } from '../../support/plan.ts';
import { temporaryFile } from '../../support/temporary-directory.ts';

const image = () =>
  inspecting(
    temporaryFile(
      'a.tar',
      dockerArchive({
        layers: [
          { '/app/a': 100, '/lib/b': 50, '/empty': 0 },
          { '/app/a': 70, '/lib/l': { linkTarget: 'b' } },
        ],
      }),
    ),
  );

describe('inspectData', () => {
  it('colours each file by layer, package, change and plan', async () => {
    const { report, tree, close } = await image();
    const packageOf = (node: number): string | null => (tree.path(node) === '/lib/b' ? 'deb/b' : null);
    const origin = { kind: 'unknown', guessed: true } as const;
    const found = { type: 'deb', name: 'b', version: '1', purl: 'pkg:deb/b@1', bytes: 50, layer: 0, instruction: '', origin };
    const withPackage = { ...report, packages: [found] };
    const data = inspectData({
      report: withPackage,
      tree,
      packageOf,
      plan: plan({ files: ['/app/a'] }),
      dockerfile: 'FROM scratch\n',
      unplanned: null,
    });
    close();
    expect(data.modes.map(({ id }) => id)).toEqual(['layer', 'package', 'change', 'plan']);
    const told = data.tree.names.map((name, node) => [
      name,
      data.tree.bytes[node],
      ...data.modes.map(({ legend }, mode) => legend[data.tree.categories[mode]![node]!]!.label),
    ]);
    expect(told).toEqual([
      ['/', 120, 'layer 1', 'no package', 'written again over a lower layer', 'kept'],
      ['app', 70, 'layer 1', 'no package', 'written again over a lower layer', 'kept'],
      ['a', 70, 'layer 1', 'no package', 'written again over a lower layer', 'kept'],
      ['lib', 50, 'layer 0', 'deb/b', 'written once', 'dropped'],
      ['b', 50, 'layer 0', 'deb/b', 'written once', 'dropped'],
    ]);
    expect([data.tables.map(({ id }) => id), data.texts]).toEqual([
      ['waste', 'packages', 'plan'],
      [{ title: 'Dockerfile', text: 'FROM scratch\n' }],
    ]);
  });

  it('has neither plan nor Dockerfile where none was given', async () => {
    const { report, tree, close } = await image();
    const input = { report, tree, packageOf: () => null, plan: null, dockerfile: null, unplanned: null };
    const { modes, tables, texts } = inspectData(input);
    close();
    expect([modes.map(({ id }) => id), tables.map(({ id }) => id), texts]).toEqual([['layer', 'package', 'change'], ['waste'], []]);
    expect(inspectHead(input).figures.slice(0, 2)).toEqual([
      ['220 B', 'size'],
      ['100 B · 45 %', 'reclaimable'],
    ]);
  });
});
