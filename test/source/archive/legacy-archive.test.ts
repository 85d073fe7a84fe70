import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/model/limits.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { compress } from '../../support/compress.ts';
import { digestOf, jsonBytes } from '../../support/image-config.ts';
import { type EntryInput, layer } from '../../support/layers.ts';
import { packFiles } from '../../support/pack-files.ts';
import { temporaryFile } from '../../support/temporary-directory.ts';
import { failure, open } from '../opening.ts';

const base = 'b'.repeat(64);
const top = 'c'.repeat(64);
const baseTar = layer({ '/a': 10 });
const topTar = layer({ '/b': 'text' });

/** What Docker wrote before 1.10. */
function files(changes: Readonly<Record<string, EntryInput>> = {}): Map<string, EntryInput> {
  return new Map<string, EntryInput>([
    ['repositories', jsonBytes({ app: { latest: top, '1': top }, base: { '1': base } })],
    [
      `${base}/json`,
      jsonBytes({ id: base, container_config: { Cmd: ['/bin/sh', '-c', '#(nop) ADD x in /'] }, created: '2014-01-01T00:00:00Z' }),
    ],
    [`${base}/layer.tar`, baseTar],
    [`${top}/json`, jsonBytes({ id: top, parent: base, os: 'linux', architecture: 'amd64', config: { Cmd: ['/b'] }, comment: 'c' })],
    [`${top}/layer.tar`, compress(topTar, 'gzip')],
    ...Object.entries(changes),
  ]);
}

function archive(changes?: Readonly<Record<string, EntryInput>>): string {
  return temporaryFile('image.tar', packFiles(files(changes)));
}

describe('a docker archive without manifest.json', () => {
  it('is read along the parents of its top layer', async () => {
    const { image, blobs, close } = await open(archive(), { image: 'app:1' });
    expect(image).toMatchObject({
      source: 'docker-archive',
      names: ['app:1', 'app:latest'],
      manifestDigest: null,
      config: {
        platform: { os: 'linux', architecture: 'amd64' },
        config: { cmd: ['/b'] },
        diffIds: [digestOf(baseTar), digestOf(topTar)],
        history: [
          { createdBy: '/bin/sh -c #(nop) ADD x in /', created: '2014-01-01T00:00:00Z', comment: null, emptyLayer: false },
          { createdBy: '', created: null, comment: 'c', emptyLayer: false },
        ],
      },
    });
    expect(image.layers).toEqual([
      {
        index: 0,
        diffId: digestOf(baseTar),
        digest: null,
        mediaType: 'application/vnd.docker.image.rootfs.diff.tar',
        compressedBytes: null,
      },
      {
        index: 1,
        diffId: digestOf(topTar),
        digest: null,
        mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
        compressedBytes: compress(topTar, 'gzip').length,
      },
    ]);
    expect(Buffer.compare(readStored(blobs[0]!), baseTar)).toBe(0);
    close();
  });

  it('wants a name where it holds several images', async () => {
    expect(await failure(archive())).toBe('ambiguous-image: expected one image, or its name after --image, got 2: app:1, base:1');
  });

  it('is refused where its layers make a cycle, or too many', async () => {
    const cycle = { [`${base}/json`]: jsonBytes({ id: base, parent: top }) };
    expect(await failure(archive(cycle), { image: 'app:1' })).toBe(
      `malformed-manifest: layer ${top}: expected layers that end at a base, got a cycle`,
    );
    const limits = { ...defaultLimits, layers: 1 };
    expect(await failure(archive(), { image: 'app:1', limits })).toMatch(/^limit: repositories: more than 1 \(limit layers;/);
  });

  it('is refused where a layer is missing, or named like a path', async () => {
    const one = (id: unknown): Record<string, EntryInput> => ({ repositories: jsonBytes({ a: { b: id } }) });
    expect(await failure(archive(one('../../etc')))).toBe(
      'malformed-manifest: repositories: expected a layer of 64 hex digits, got "../../etc"',
    );
    expect(await failure(archive(one(7)))).toBe('malformed-manifest: repositories: expected a layer of 64 hex digits, got "7"');
    const absent = 'd'.repeat(64);
    expect(await failure(archive(one(absent)))).toBe(`missing-blob: expected ${absent}/json in the archive, got nothing by that name`);
    expect(await failure(archive({ repositories: '[]' }))).toBe('malformed-manifest: repositories: expected an object, got a list');
    expect(await failure(archive({ repositories: '{"a":"b"}' }))).toBe(
      'malformed-manifest: repositories: expected an object as "a", got "b"',
    );
  });

  it('is refused where the bytes of a layer cannot be read whole', async () => {
    const cut = { [`${top}/layer.tar`]: compress(topTar, 'gzip').subarray(0, 40) };
    expect(await failure(archive(cut), { image: 'app:1' })).toMatch(/^malformed-compression: layer 1: /);
  });

  it('stops when it is interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await failure(archive(), { image: 'app:1', signal: controller.signal })).toBe('interrupted: layer 0: interrupted');
  });
});
