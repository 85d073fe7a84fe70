import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DiffId } from '../../../src/model/digest.ts';
import type { Arrival, LayerBlob } from '../../../src/model/image.ts';
import { layerEntry } from '../../../src/model/layer-index.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { OpenedImage } from '../../../src/source/open-image.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { dockerArchive, dockerArchiveFiles } from '../../support/docker-archive.ts';
import { digestOf, imageConfig } from '../../support/image-config.ts';
import type { EntryInput } from '../../support/layers.ts';
import { ociLayout } from '../../support/oci-layout.ts';
import { packFiles } from '../../support/pack-files.ts';
import { temporaryDirectory, temporaryFile } from '../../support/temporary-directory.ts';
import { open as openFile } from '../opening.ts';
import { engineImage, inspectJson } from './engine-image.ts';
import { inlineLayers } from './inline-layers.ts';
import { type Answer, startEngine } from './local-engine.ts';
import { failure, open } from './opening.ts';

const corpus = join(import.meta.dirname, '../../../../shared/corpus');

const app = {
  layers: [{ '/etc/': 0, '/etc/passwd': 'root' }, { '/.wh.etc': 0 }, { '/srv/app': 'x'.repeat(3_000) }],
  config: { User: 'node', Env: ['A=1'], Cmd: ['/srv/app'], Labels: { a: 'b' } },
  history: ['ADD rootfs /', { createdBy: 'ENV A=1', emptyLayer: true }, 'RUN /bin/sh -c rm -r /etc', 'COPY app /srv'],
  names: ['app:1'],
  repoTags: ['app:1', 'app:latest'],
};

function paths(blob: LayerBlob | undefined): readonly string[] {
  if (blob?.kind !== 'indexed') return [];
  return Array.from({ length: blob.index.entryCount }, (_, i) => layerEntry(blob.index, i).path);
}

async function bytes(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** What a report is made of, but for what the user typed. */
function meaning({ image }: OpenedImage): unknown {
  const { reference: _, source: __, names: ___, ...rest } = image;
  return rest;
}

describe('an image that an engine saves', () => {
  it.each([['legacy'], ['oci']] as const)('in the form %s is what its archive is', async (form) => {
    const archive = dockerArchive(app, { form });
    const { host, requests } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: archive } }) });
    const arrivals: Arrival[] = [];
    const opened = await open(host, 'docker:app:1', { onArrival: (arrival) => arrivals.push(arrival) });
    const onDisk = await openFile(temporaryFile('app.tar', archive));
    // The manifest is made for the archive.
    expect(meaning(opened)).toEqual({ ...(meaning(onDisk) as object), manifestDigest: null });
    expect(opened.image.names).toEqual(['app:1']);
    expect(arrivals.map(({ arrivedBytes, expectedBytes }) => [arrivedBytes(), expectedBytes])).toEqual([[archive.length, null]]);
    expect(opened.blobs.map(paths)).toEqual([['/etc', '/etc/passwd'], ['/etc'], ['/srv/app']]);
    expect(requests).toEqual([`/v1.41/images/app:1/json`, `/v1.41/images/${opened.image.imageId}/get`]);
    opened.close();
    onDisk.close();
  });

  it('may send its members in any order', async () => {
    const files = [...dockerArchiveFiles(app)];
    const expected = await savedAs(files);
    for (const order of [
      [...files].reverse(),
      files.toSorted(([a], [b]) => digestOf(Buffer.from(a)).localeCompare(digestOf(Buffer.from(b)))),
    ]) {
      expect(await savedAs(order)).toEqual(expected);
    }
  });

  async function savedAs(files: readonly (readonly [string, EntryInput])[]): Promise<unknown> {
    const { host } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: packFiles(new Map(files)) } }) });
    const opened = await open(host, 'app:1');
    opened.close();
    return { image: meaning(opened), paths: opened.blobs.map(paths) };
  }

  it.each([
    ['app:1', ['app:1']],
    ['app', ['app:latest']],
    ['docker.io/library/app:1', ['app:1']],
    [imageConfig(app).imageId, ['app:1', 'app:latest']],
  ])('that was asked for as %s has the names %j', async (name, names) => {
    const answers = engineImage({ ...app, archive: { bytes: dockerArchive(app) } });
    const inspect = answers['/images/app:1/json'];
    const { host } = await startEngine({ answers: inspect === undefined ? answers : { ...answers, [`/images/${name}/json`]: inspect } });
    const opened = await open(host, `docker:${name}`);
    opened.close();
    expect(opened.image.names).toEqual(names);
  });

  it('has a layer only once, that others link to', async () => {
    const twice = { ...app, layers: [app.layers[0] ?? {}, app.layers[1] ?? {}, app.layers[0] ?? {}], history: [] };
    const archive: Answer = { bytes: dockerArchive(twice, { form: 'legacy' }) };
    const { host } = await startEngine({ answers: engineImage({ ...twice, archive }) });
    const opened = await open(host, 'app:1');
    opened.close();
    expect(opened.blobs.map(paths)).toEqual([['/etc', '/etc/passwd'], ['/etc'], ['/etc', '/etc/passwd']]);
  });

  it('has the digest that it was pulled by', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const archive: Answer = { bytes: dockerArchive(app) };
    const { host } = await startEngine({ answers: engineImage({ ...app, repoDigests: [`app@${digest}`], archive }) });
    const opened = await open(host, 'app:1');
    opened.close();
    expect(opened.image.manifestDigest).toBe(digest);
  });

  it('may be for another platform than this machine', async () => {
    const arm = { ...app, platform: 'linux/arm64' };
    const { host } = await startEngine({ answers: engineImage({ ...arm, archive: { bytes: dockerArchive(arm) } }) });
    const opened = await open(host, 'app:1');
    opened.close();
    expect(opened.warnings).toEqual(['the image is for linux/arm64, not for linux/amd64: taken as it is the only one']);
  });

  it('gives its layers once more to whoever needs their contents', async () => {
    const archive = dockerArchive(app, { form: 'legacy' });
    const { host, requests } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: archive } }) });
    const directory = temporaryDirectory();
    const opened = await open(host, 'app:1', { temporaryDirectory: directory });
    const kept = await Promise.all(opened.blobs.map((blob) => (blob.kind === 'file' ? blob : blob.keep())));
    expect(kept.map((blob) => digestOf(readStored(blob)) as string)).toEqual(opened.image.layers.map(({ diffId }) => diffId as string));
    expect(requests.filter((path) => path.endsWith('/get')).length).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
    opened.close();
  });

  it('is saved once for whoever says in time that contents are needed', async () => {
    const archive = dockerArchive(app, { form: 'legacy' });
    const { host, requests } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: archive } }) });
    const directory = temporaryDirectory();
    const opened = await open(host, 'app:1', { temporaryDirectory: directory, rereads: true });
    const kept = await Promise.all(opened.blobs.map((blob) => (blob.kind === 'file' ? blob : blob.keep())));
    expect(kept.map((blob) => digestOf(readStored(blob)) as string)).toEqual(opened.image.layers.map(({ diffId }) => diffId as string));
    expect(requests.filter((path) => path.endsWith('/get')).length).toBe(1);
    expect(readdirSync(directory)).toEqual([]);
    opened.close();
  });

  it('is told at once to have no room where contents are needed', async () => {
    const { host } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    expect(await failure(host, 'app:1', { limits: { ...defaultLimits, spoolBytes: 2_000 }, rereads: true })).toMatch(/^limit: /);
  });

  it('is not kept where there is no room for it', async () => {
    const { host } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const opened = await open(host, 'app:1', { limits: { ...defaultLimits, spoolBytes: 2_000 } });
    const [blob] = opened.blobs;
    await expect(blob?.kind === 'indexed' && blob.keep()).rejects.toMatchObject({ code: 'limit' });
    opened.close();
  });

  it('leaves no connection open', async () => {
    const { host } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const opened = await open(host, 'app:1');
    opened.close();
    const handles = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'PipeWrap');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'PipeWrap').length).toBeLessThanOrEqual(
      handles.length,
    );
  });
});

describe('an image whose layers have all been seen', () => {
  it('is not saved, and is the same but for the times of its history', async () => {
    const answers = engineImage({ ...app, archive: { bytes: dockerArchive(app, { form: 'legacy' }) } });
    const { host, requests } = await startEngine({ answers });
    const layers = inlineLayers();
    const first = await open(host, 'app:1', { layers });
    first.close();
    const before = requests.length;
    const second = await open(host, 'app:1', { layers });
    second.close();
    expect(meaning(second)).toEqual(meaning(first));
    expect(second.blobs.map(({ kind }) => kind)).toEqual(['stream', 'stream', 'stream']);
    expect(requests.slice(before)).toEqual([`/v1.41/images/app:1/json`, `/v1.41/images/${first.image.imageId}/history`]);
  });

  it('is all that it was when it was saved, where that was noted', async () => {
    const gzipped = {
      ...app,
      compression: 'gzip' as const,
      history: [{ createdBy: 'ADD x', created: '2023-11-14T22:13:20.123456789Z' }, 'b', 'c'],
    };
    const { host, requests } = await startEngine({ answers: engineImage({ ...gzipped, archive: { bytes: dockerArchive(gzipped) } }) });
    const options = { layers: inlineLayers(), storeDirectory: temporaryDirectory() };
    const first = await open(host, 'app:1', options);
    const second = await open(host, 'app:1', options);
    expect(second.image).toEqual(first.image);
    expect(first.image.layers.map(({ compressedBytes }) => compressedBytes === null)).toEqual([false, false, false]);
    expect(requests.filter((path) => path.endsWith('/get')).length).toBe(1);
    expect(requests.at(-1)).toBe('/v1.41/images/app:1/json');
  });

  it('is saved where one layer is new', async () => {
    const { host, requests } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const built = imageConfig(app).layers.map(({ diffId }) => diffId);
    const opened = await open(host, 'app:1', { layers: inlineLayers(built.slice(1)) });
    opened.close();
    expect(opened.blobs.map(({ kind }) => kind)).toEqual(['indexed', 'indexed', 'indexed']);
    expect(requests.at(-1)).toMatch(/\/get$/);
  });

  it('is saved where nobody can tell from its history which step made which layer', async () => {
    const unclear = {
      ...app,
      layers: [{ '/a': 1 }, new Uint8Array(1_024)],
      history: ['ADD x /', 'RUN true', { createdBy: 'RUN x', emptyLayer: true }],
    };
    const { host, requests } = await startEngine({ answers: engineImage({ ...unclear, archive: { bytes: dockerArchive(unclear) } }) });
    const opened = await open(host, 'app:1', { layers: inlineLayers(imageConfig(unclear).layers.map(({ diffId }) => diffId)) });
    opened.close();
    expect(opened.image.config.history.map(({ emptyLayer }) => emptyLayer)).toEqual([false, false, true]);
    expect(requests.at(-1)).toMatch(/\/get$/);
  });

  it('may not have more layers than others may', async () => {
    const { host } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const options = { layers: { ...inlineLayers(), isKnown: async () => true }, limits: { ...defaultLimits, layers: 2 } };
    expect(await failure(host, 'app:1', options)).toMatch(/^limit: image inspect: more than 2 \(limit layers;/);
  });

  it('is saved after all for its contents, or where an index has gone meanwhile', async () => {
    const { host, requests } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const diffIds = imageConfig(app).layers.map(({ diffId }) => diffId as string);
    const opened = await open(host, 'app:1', { layers: { ...inlineLayers(), isKnown: async () => true } });
    const [base, , top] = opened.blobs;
    if (base?.kind !== 'stream' || top?.kind !== 'stream') throw new Error('expected streams');
    expect(digestOf(await bytes(base.open(new AbortController().signal))) as string).toBe(diffIds[0]);
    expect(digestOf(readStored(await top.keep())) as string).toBe(diffIds[2]);
    expect(requests.filter((path) => path.endsWith('/get')).length).toBe(1);
    opened.close();
  });
});

describe('an image for several platforms in the store of containerd', () => {
  const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'].map((platform) => ({
    layers: [{ '/etc/arch': platform }, { '/srv/app': 100 }],
    platform,
    compression: 'gzip' as const,
  }));
  const layout = ociLayout({ platforms, attestations: true, tags: ['1'] });
  const { manifests } = JSON.parse(Buffer.from(layout.get('index.json') ?? []).toString('utf8')) as { manifests: { digest: string }[] };
  const id = manifests[0]?.digest ?? '';
  const descriptor = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: id, size: 1 };
  const inspects = platforms.map((input) => ({
    ...inspectJson(imageConfig(input), { repoTags: ['app:1'], repoDigests: [`app@${id}`] }),
    Id: id,
  }));

  /** Inspects and saves the platform that is asked for, else amd64, and all of them; 25 to 27 know no platforms. */
  function containerd(apiVersion: string): Promise<{ readonly host: string; readonly requests: readonly string[] }> {
    const answer =
      (pick: (architecture: string | null) => unknown): Answer =>
      (request, response) => {
        const asked = new URL(request.url ?? '', 'http://x').searchParams.get('platform');
        const found = pick(asked === null ? null : (JSON.parse(asked) as { architecture: string }).architecture);
        if (found === undefined) response.writeHead(404).end(JSON.stringify({ message: 'does not provide the specified platform' }));
        else response.end(found instanceof Uint8Array ? found : JSON.stringify(found));
      };
    const isOld = Number(apiVersion.slice(2)) < 48;
    const inspect = answer((architecture) => {
      const found = inspects.find((image) => image.Architecture === (architecture ?? 'amd64'));
      return found === undefined || isOld ? found : { ...found, Descriptor: descriptor };
    });
    const save = answer((architecture) =>
      architecture === null || inspects.some((image) => image.Architecture === architecture) ? packFiles(layout) : undefined,
    );
    return startEngine({ answers: { '/images/app:1/json': inspect, [`/images/${id}/get`]: save }, apiVersion });
  }

  it.each(['1.44', '1.47', '1.48', '1.49', '1.52'])('is read by an engine of %s as the engine would run it', async (apiVersion) => {
    const { host, requests } = await containerd(apiVersion);
    const opened = await open(host, 'app:1');
    opened.close();
    expect(opened.image).toMatchObject({ names: ['app:1'], config: { platform: { os: 'linux', architecture: 'amd64' } } });
    expect(opened.image.imageId).not.toBe(id);
    expect(opened.image.layers.map(({ digest, compressedBytes }) => [digest === null, compressedBytes === null])).toEqual([
      [false, false],
      [false, false],
    ]);
    const saved = decodeURIComponent(requests.at(-1) ?? '').replace(/^.*\/get/, '');
    expect(saved).toBe(Number(apiVersion.slice(2)) < 48 ? '' : '?platform={"os":"linux","architecture":"amd64"}');
  });

  it.each(['1.44', '1.48', '1.49'])('is read by an engine of %s for the platform that was asked for', async (apiVersion) => {
    const { host } = await containerd(apiVersion);
    const opened = await open(host, 'app:1', { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } });
    expect(opened.image.config.platform).toEqual({ os: 'linux', architecture: 'arm', variant: 'v7' });
    const [blob] = opened.blobs;
    if (blob?.kind !== 'indexed') throw new Error('expected an index');
    expect(digestOf(readStored(await blob.keep()))).toBe(opened.image.layers[0]?.digest);
    opened.close();
  });

  it.each(['1.44', '1.48', '1.49'])('is told to lack a platform by an engine of %s', async (apiVersion) => {
    const { host } = await containerd(apiVersion);
    const platform = { os: 'linux', architecture: 's390x' };
    expect(await failure(host, 'docker:app:1', { platform })).toMatch(/^no-such-platform: expected an image for /);
  });

  it('is the same the second time, digests and compressed sizes included', async () => {
    const { host, requests } = await containerd('1.48');
    const options = { layers: inlineLayers(), storeDirectory: temporaryDirectory() };
    const first = await open(host, 'app:1', options);
    const second = await open(host, 'app:1', options);
    expect(second.image).toEqual(first.image);
    expect(requests.filter((path) => path.includes('/get')).length).toBe(1);
  });

  it('is saved without its platform where the engine does not find that by name', async () => {
    const refusing: Answer = (request, response) => {
      if (request.url?.includes('platform=')) response.writeHead(404).end('{"message":"no suitable export target found"}');
      else response.end(packFiles(layout));
    };
    const answers = { '/images/app:1/json': { json: { ...inspects[0], Descriptor: descriptor } }, [`/images/${id}/get`]: refusing };
    const { host, requests } = await startEngine({ answers, apiVersion: '1.48' });
    const opened = await open(host, 'app:1');
    opened.close();
    expect(requests.slice(1).map((path) => path.includes('platform='))).toEqual([true, false]);
  });
});

describe('an image that arrives damaged', () => {
  const files = dockerArchiveFiles(app);

  async function refusal(change: (files: Map<string, EntryInput>) => void): Promise<string> {
    const changed = new Map(files);
    change(changed);
    const { host } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: packFiles(changed) } }) });
    return failure(host, 'app:1');
  }

  const built = imageConfig(app);
  const layerPath = (index: number): string => `blobs/sha256/${built.layers[index]?.diffId.slice('sha256:'.length)}`;
  const configPath = `blobs/sha256/${built.imageId.slice('sha256:'.length)}`;
  const other = imageConfig({ layers: [{ '/other/': 0, '/other/x': 'root' }] }).layers[0]?.tar ?? new Uint8Array();

  it.each([
    [
      'another layer than the manifest says',
      (map: Map<string, EntryInput>) => map.set(layerPath(0), other),
      /^digest-mismatch: layer 0: expected the blob to have sha256:/,
    ],
    [
      'a layer that is no tar',
      (map: Map<string, EntryInput>) => map.set(layerPath(0), Buffer.alloc(2_560, 'x')),
      /^malformed-tar: layer 0: expected a tar, compressed or not, got bytes 7878/,
    ],
    ['without a layer', (map: Map<string, EntryInput>) => map.delete(layerPath(1)), /^missing-blob: layer 1 \(sha256:/],
    [
      'another configuration',
      (map: Map<string, EntryInput>) => map.set(configPath, Buffer.from(built.config).fill(' ', 10)),
      /^digest-mismatch: configuration /,
    ],
    ['without a configuration', (map: Map<string, EntryInput>) => map.delete(configPath), /^missing-blob: configuration /],
    ['a manifest that is no JSON', (map: Map<string, EntryInput>) => map.set('index.json', '{'), /^malformed-json: index.json: /],
    [
      'nothing that names its layers',
      (map: Map<string, EntryInput>) => ['index.json', 'manifest.json', 'repositories'].forEach((name) => void map.delete(name)),
      /^not-an-image: expected an image, got a tar /,
    ],
  ])('with %s is refused', async (_, change, message) => {
    expect(await refusal((map) => void change(map))).toMatch(message);
  });

  it('with a layer that is not what the configuration says is refused', async () => {
    const legacy = dockerArchiveFiles(app, { form: 'legacy' });
    const [path = ''] = [...legacy.keys()].filter((name) => name.endsWith('/layer.tar'));
    const archive: Answer = { bytes: packFiles(new Map(legacy).set(path, other)) };
    const { host } = await startEngine({ answers: engineImage({ ...app, archive }) });
    expect(await failure(host, 'app:1')).toMatch(/^diff-id-mismatch: layer \d: expected the uncompressed layer tar to have sha256:/);
  });

  it.each([
    [
      'a connection that is cut',
      (response: CutResponse, half: Uint8Array) => response.write(half, () => response.destroy()),
      /got a connection that was cut$/,
    ],
    [
      'an archive that ends early',
      (response: CutResponse, half: Uint8Array) => response.end(half),
      /^malformed-tar: expected a whole tar of the engine, got an error: Unexpected end of data$/,
    ],
    [
      'status 500',
      (response: CutResponse) => response.writeHead(500).end('{"message":"no space left on device"}'),
      /^unreadable: .* got status 500: no space left on device$/,
    ],
    [
      'status 404',
      (response: CutResponse) => response.writeHead(404).end('{"message":"No such image"}'),
      /^no-such-image: .* got status 404: No such image$/,
    ],
    ['a web page', (response: CutResponse) => response.end('<html>'.repeat(200)), /^malformed-tar: /],
  ])('by %s is refused', async (_, answer, message) => {
    const half = dockerArchive(app).subarray(0, 5_000);
    const archive: Answer = (_request, response) => void answer(response, half);
    const { host } = await startEngine({ answers: engineImage({ ...app, archive }) });
    expect(await failure(host, 'app:1')).toMatch(message);
  });

  it('is given up when the user interrupts it', async () => {
    const interrupt = new AbortController();
    const archive: Answer = (_, response) =>
      void response.write(dockerArchive(app).subarray(0, 5_000), () => setTimeout(() => interrupt.abort(), 20));
    const { host } = await startEngine({ answers: engineImage({ ...app, archive }) });
    const directory = temporaryDirectory();
    expect(await failure(host, 'app:1', { signal: interrupt.signal, temporaryDirectory: directory })).toBe('interrupted: interrupted');
    expect(readdirSync(directory)).toEqual([]);
  });
});

type CutResponse = Parameters<Extract<Answer, (...args: never[]) => unknown>>[1];

describe.skipIf(!existsSync(corpus))('real archives as an engine sends them (skipped where ../shared/corpus is absent)', () => {
  it.each([
    ['google+go-containerregistry/pkg/v1/tarball/testdata/hello-world-v25.tar', 1],
    ['wagoodman+dive/.data/test-docker-image.tar', 14],
  ])('%s is what it is on disk', async (path, layerCount) => {
    const archive = readFileSync(join(corpus, path));
    const onDisk = await openFile(join(corpus, path));
    const { config, imageId } = onDisk.image;
    const inspect = {
      Id: imageId,
      RepoTags: ['real:1'],
      Architecture: config.platform.architecture,
      Os: config.platform.os,
      Config: {},
      RootFS: { Type: 'layers', Layers: config.diffIds as readonly DiffId[] },
    };
    const { host } = await startEngine({
      answers: { '/images/real:1/json': { json: inspect }, [`/images/${imageId}/get`]: { bytes: archive } },
    });
    const opened = await open(host, 'real:1');
    expect(meaning(opened)).toEqual({ ...(meaning(onDisk) as object), manifestDigest: null });
    expect(opened.blobs.filter(({ kind }) => kind === 'indexed').length).toBe(layerCount);
    opened.close();
    onDisk.close();
  });
});
