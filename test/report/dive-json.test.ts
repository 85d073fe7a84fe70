import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diveExport } from '../../src/analyze/dive.ts';
import { namePaths } from '../../src/filesystem/name-paths.ts';
import { parseDiffId, parseDigest } from '../../src/model/digest.ts';
import type { DiveExport } from '../../src/model/dive-numbers.ts';
import type { Image, Layer } from '../../src/model/image.ts';
import type { HistoryRecord } from '../../src/model/image-config.ts';
import { diveJsonParts, renderDiveJson } from '../../src/report/dive-json.ts';
import { layerIndexes } from '../analyze/dive-layers.ts';
import type { LayerInput } from '../support/layers.ts';

const history = [
  record('/bin/sh -c #(nop) ADD file:1 in / '),
  { ...record('ENV A=b'), emptyLayer: true },
  record('/bin/sh -c chmod 755 /bin/su && rm -r /tmp'),
];

describe('renderDiveJson', () => {
  it('is what dive 0.13.1 writes, byte for byte', async () => {
    const dive = await exportOf(
      {
        '/bin/': { mode: 0o755 },
        '/bin/su': { content: 5, mode: 0o4755, uid: 7, gid: 8 },
        '/bin/sh': { linkTarget: 'su' },
        '/bin/login': { kind: 'hardlink', linkTarget: '/bin/su' },
        '/tmp/': { mode: 0o1777 },
        '/dev/null': { kind: 'char', mode: 0o666, device: [1, 3] },
        '/<&>': 1,
      },
      { '/bin/su': { content: 5, mode: 0o755 }, '/.wh.tmp': { content: 0, mode: 0 }, '/tmp/.wh..wh..opq': 0 },
    );
    const golden = readFileSync(new URL('dive-json.golden.json', import.meta.url), 'utf8');
    expect(renderDiveJson(imageOf(2, history), dive)).toBe(golden);
  });

  it('says what dive says where the history has no record', async () => {
    const text = renderDiveJson(imageOf(2, history.slice(0, 2)), await exportOf({ '/a': 1 }, { '/b': 1 }));
    const { layer } = JSON.parse(text) as { readonly layer: readonly { readonly command: string; readonly digestId: string }[] };
    expect(layer.map(({ command, digestId }) => [command, digestId])).toEqual([
      ['#(nop) ADD file:1 in / ', `sha256:${'a'.repeat(64)}`],
      ['(missing)', ''],
    ]);
  });

  it('has empty lists for an image of nothing', async () => {
    expect(JSON.parse(renderDiveJson(imageOf(0, []), await exportOf()))).toEqual({
      layer: [],
      image: { sizeBytes: 0, inefficientBytes: 0, efficiencyScore: 1, fileReference: [] },
    });
    expect(renderDiveJson(imageOf(1, []), await exportOf({}))).toContain('"fileList": []\n');
  });

  it('names a layer by its blob where the source knows one', async () => {
    const image = imageOf(1, []);
    const digest = parseDigest(`sha256:${'c'.repeat(64)}`, 'test');
    const text = renderDiveJson({ ...image, layers: [{ ...image.layers[0]!, digest }] }, await exportOf({}));
    expect(text).toContain(`"id": "${'c'.repeat(64)}"`);
  });
});

describe('diveJsonParts', () => {
  it('makes the same text of many entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_100 }, (_, i): [string, number] => [`/d${i % 7}/f${i}`, i]));
    const dive = await exportOf(many, many);
    const text = [...diveJsonParts(imageOf(2, []), dive)].join('');
    const parsed = JSON.parse(text) as { readonly layer: readonly { readonly fileList: readonly unknown[] }[] };
    expect(parsed.layer.map(({ fileList }) => fileList.length)).toEqual([1_107, 1_107]);
    expect(text).toBe(JSON.stringify(parsed, null, 2));
  });
});

async function exportOf(...inputs: readonly LayerInput[]): Promise<DiveExport> {
  const indexes = await layerIndexes(...inputs);
  return diveExport(indexes, namePaths(indexes, [1, 2]));
}

function record(createdBy: string): HistoryRecord {
  return { createdBy, created: null, comment: null, emptyLayer: false };
}

/** Layers named `000…`, `111…` with DiffIDs `aaa…`, `bbb…` in the configuration, as in the golden file. */
function imageOf(layerCount: number, records: readonly HistoryRecord[]): Image {
  const diffIds = Array.from({ length: layerCount }, (_, i) => parseDiffId(`sha256:${'ab'[i]!.repeat(64)}`, 'test'));
  const layers = diffIds.map(
    (_, index): Layer => ({
      index,
      diffId: parseDiffId(`sha256:${String(index).repeat(64)}`, 'test'),
      digest: null,
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar',
      compressedBytes: null,
    }),
  );
  return {
    reference: 'test',
    source: 'docker-archive',
    names: [],
    manifestDigest: null,
    imageId: parseDigest(`sha256:${'f'.repeat(64)}`, 'test'),
    config: {
      platform: { os: 'linux', architecture: 'amd64' },
      created: null,
      author: null,
      config: {
        user: '',
        env: [],
        entrypoint: [],
        cmd: [],
        workingDir: '',
        exposedPorts: [],
        volumes: [],
        labels: {},
        healthcheck: null,
        stopSignal: null,
        shell: null,
      },
      diffIds,
      history: records,
    },
    layers,
  };
}
