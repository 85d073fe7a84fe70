import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/model/limits.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { compress } from '../../support/compress.ts';
import { type DockerArchiveOptions, dockerArchive, dockerArchiveFiles } from '../../support/docker-archive.ts';
import { digestOf, imageConfig, jsonBytes } from '../../support/image-config.ts';
import type { EntryInput } from '../../support/layers.ts';
import { packFiles } from '../../support/pack-files.ts';
import { temporaryFile } from '../../support/temporary-directory.ts';
import { failure, open, summary } from '../opening.ts';

const app = { layers: [{ '/a': 10 }, { '/b': 20 }], names: ['app:1'], config: { User: 'app' } };
const app2 = { layers: [{ '/a': 10 }, { '/c': 5 }], names: ['app:2', 'registry.example/team/app:stable'] };

const legacy: DockerArchiveOptions = { form: 'legacy' };

function archive(files: ReadonlyMap<string, EntryInput>): string {
  return temporaryFile('archive', packFiles(files));
}

/** A docker archive of one image, some of whose files are replaced; null takes one away. */
function changed(changes: Readonly<Record<string, EntryInput | null>>, options: DockerArchiveOptions = legacy): string {
  const files = dockerArchiveFiles(app, options);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  return archive(files);
}

const built = imageConfig(app);
const configName = `${built.imageId.slice(7)}.json`;
const layerNames = [...dockerArchiveFiles(app, legacy).keys()].filter((name) => name.endsWith('layer.tar'));

function manifest(fields: Readonly<Record<string, unknown>>): Uint8Array {
  return jsonBytes([{ Config: configName, RepoTags: ['app:1'], Layers: layersOf(), ...fields }]);
}

function layersOf(): readonly string[] {
  const text = Buffer.from(dockerArchiveFiles(app, legacy).get('manifest.json') as Uint8Array).toString();
  return (JSON.parse(text) as [{ Layers: string[] }])[0].Layers;
}

describe('a docker archive', () => {
  it('of before Docker 25 is read, with no digests for its layers', async () => {
    const path = temporaryFile('image.tar', dockerArchive(app, legacy));
    const { image, blobs, warnings, close } = await open(path);
    expect(image).toEqual({
      reference: path,
      source: 'docker-archive',
      names: ['app:1'],
      manifestDigest: null,
      imageId: built.imageId,
      config: expect.objectContaining({ diffIds: built.layers.map(({ diffId }) => diffId) }),
      layers: built.layers.map(({ diffId }, index) => ({
        index,
        diffId,
        digest: null,
        mediaType: 'application/vnd.docker.image.rootfs.diff.tar',
        compressedBytes: null,
      })),
    });
    expect(image.config.config.user).toBe('app');
    expect(blobs.map((blob) => digestOf(readStored(blob)))).toEqual(image.layers.map(({ diffId }) => diffId));
    expect(warnings).toEqual([]);
    close();
    close();
  });

  it('of Docker 25 is read by its index, under the names of its manifest.json', async () => {
    const path = temporaryFile('image.tar', dockerArchive(app));
    const { image, blobs, close } = await open(path);
    expect([image.source, image.names, image.imageId]).toEqual(['docker-archive', ['app:1'], built.imageId]);
    expect(image.manifestDigest).toMatch(/^sha256:/);
    expect(image.layers.map(({ digest }) => digest)).toEqual(built.layers.map(({ diffId }) => diffId));
    expect(blobs.map((blob) => digestOf(readStored(blob)))).toEqual(image.layers.map(({ diffId }) => diffId));
    close();
  });

  it('of Docker 25.0, whose index lists nothing, is read by its manifest.json', async () => {
    const path = changed({ 'index.json': jsonBytes({ schemaVersion: 2, manifests: null }) }, {});
    const { image, close } = await open(path);
    expect([image.source, image.names, image.manifestDigest]).toEqual(['docker-archive', ['app:1'], null]);
    expect(image.layers.map(({ digest }) => digest)).toEqual(built.layers.map(({ diffId }) => diffId));
    close();
  });

  it('whose second image has a layer of the first as a symlink is read', async () => {
    const path = temporaryFile('image.tar', dockerArchive([app, app2], legacy));
    const { blobs, image, close } = await open(path, { image: 'app:2' });
    expect(image.names).toEqual(['app:2', 'registry.example/team/app:stable']);
    expect(blobs.map((blob) => digestOf(readStored(blob)))).toEqual(image.layers.map(({ diffId }) => diffId));
    close();
  });

  it('of several images wants a name, and finds it long, short, by tag or by digest', async () => {
    const id = imageConfig(app2).imageId;
    for (const options of [legacy, {}]) {
      const path = temporaryFile('image.tar', dockerArchive([app, app2], options));
      expect(await failure(path)).toBe('ambiguous-image: expected one image, or its name after --image, got 2: app:1, app:2');
      for (const image of ['app:2', 'docker.io/library/app:2', 'registry.example/team/app:stable', 'stable', id, id.slice(7, 19)]) {
        expect(await summary(path, { image })).toMatchObject({ imageId: id, names: ['app:2', 'registry.example/team/app:stable'] });
      }
      expect(await failure(path, { image: 'app:3' })).toBe('no-such-image: expected an image named "app:3", got app:1, app:2');
      expect(await failure(path, { image: 'app' })).toBe('no-such-image: expected an image named "app", got app:1, app:2');
    }
  });

  it('with several platforms under one name offers them by --platform', async () => {
    const images = [
      { ...app, platform: 'linux/amd64' },
      { ...app, platform: 'linux/arm64/v8' },
    ];
    const path = temporaryFile('image.tar', dockerArchive(images, legacy));
    expect(await summary(path)).toMatchObject({ platform: 'linux/amd64' });
    expect(await summary(path, { platform: { os: 'linux', architecture: 'arm64' } })).toMatchObject({ platform: 'linux/arm64' });
    expect(await failure(path, { platform: { os: 'linux', architecture: 's390x' } })).toBe(
      'no-such-platform: expected an image for linux/s390x, got linux/amd64, linux/arm64',
    );
  });

  it('of jib has its keys in lower case and a configuration without a digest in its name', async () => {
    const files = new Map<string, EntryInput>([
      ['config.json', built.config],
      ...built.layers.map(({ tar }, index): [string, Uint8Array] => [`${index}.tar.gz`, compress(tar, 'gzip')]),
      ['manifest.json', jsonBytes([{ config: 'config.json', repoTags: ['app:1'], layers: ['0.tar.gz', '1.tar.gz'] }])],
    ]);
    const { image, close } = await open(archive(files));
    expect(image.layers.map(({ mediaType, digest }) => [mediaType, digest])).toEqual([
      ['application/vnd.docker.image.rootfs.diff.tar.gzip', null],
      ['application/vnd.docker.image.rootfs.diff.tar.gzip', null],
    ]);
    expect(image.layers.map(({ compressedBytes }) => compressedBytes)).toEqual(built.layers.map(({ tar }) => compress(tar, 'gzip').length));
    close();
  });

  it('of kaniko names its configuration by digest', async () => {
    const files = dockerArchiveFiles(app, legacy);
    files.set(built.imageId, built.config);
    files.delete(configName);
    files.set('manifest.json', manifest({ Config: built.imageId }));
    expect(await summary(archive(files))).toMatchObject({ imageId: built.imageId });
    files.set(built.imageId, jsonBytes({}));
    expect(await failure(archive(files))).toMatch(
      /^digest-mismatch: configuration "sha256:[^"]*": expected bytes of the digest in its name, got/,
    );
  });

  it('of Windows is read, and its separators too', async () => {
    const windows = { ...app, platform: 'windows/amd64' };
    const files = dockerArchiveFiles(windows, legacy);
    const text = Buffer.from(files.get('manifest.json') as Uint8Array).toString();
    files.set('manifest.json', Buffer.from(text.replaceAll('/layer.tar', String.raw`\\layer.tar`)));
    expect(await summary(archive(files))).toMatchObject({
      platform: 'windows/amd64',
      warnings: [
        'the image is for windows/amd64, not for linux/amd64: taken as it is the only one',
        expect.stringMatching(/^an image for Windows: a container sees /),
      ],
    });
  });

  it('without layers is an image', async () => {
    const empty = { layers: [], names: ['nothing:1'] };
    const files = dockerArchiveFiles(empty, legacy);
    const id = imageConfig(empty).imageId.slice(7);
    files.set('manifest.json', jsonBytes([{ Config: `${id}.json`, RepoTags: null, Layers: null }]));
    expect(await summary(archive(files))).toMatchObject({ layers: 0, names: [] });
  });
});

describe('a docker archive that is damaged', () => {
  it('is refused where its configuration is missing, altered or not what it should be', async () => {
    expect(await failure(changed({ [configName]: null }))).toBe(
      `missing-blob: configuration "${configName}": expected a file of the archive, got nothing by that name`,
    );
    expect(await failure(changed({ [configName]: Buffer.concat([built.config, Buffer.from(' ')]) }))).toMatch(
      /^digest-mismatch: configuration "[0-9a-f]{64}.json": expected bytes of the digest in its name, got sha256:/,
    );
    expect(await failure(changed({ 'manifest.json': manifest({ Config: 'c.json' }), 'c.json': '{"rootfs":' }))).toBe(
      'malformed-json: configuration "c.json": expected JSON, got a document that ends too early',
    );
    expect(await failure(changed({ 'manifest.json': manifest({ Config: 'c.json' }), 'c.json': '{}' }))).toBe(
      'malformed-config: configuration "c.json": expected an object as rootfs, got nothing',
    );
    expect(await failure(changed({ 'manifest.json': manifest({ Config: 'c/' }), 'c/': { kind: 'directory' } }))).toBe(
      'unreadable: configuration "c/": c/: expected "c" in the archive to be a file, got a directory',
    );
  });

  it('is refused where layers are missing or their number is not that of the DiffIDs', async () => {
    const [first = ''] = layersOf();
    expect(await failure(changed({ [first]: null }))).toBe(
      `missing-blob: layer 0: expected "${first}" in the archive, got nothing by that name`,
    );
    expect(await failure(changed({ 'manifest.json': manifest({ Layers: [first] }) }))).toBe(
      'malformed-manifest: manifest.json: expected 2 layers, as the configuration has DiffIDs, got 1',
    );
    expect(await failure(changed({ 'manifest.json': manifest({ Layers: null }) }))).toBe(
      'malformed-manifest: manifest.json: expected 2 layers, as the configuration has DiffIDs, got 0',
    );
  });

  it('is refused where manifest.json is no list of images', async () => {
    const file = (text: string): string => changed({ 'manifest.json': text });
    expect(await failure(file('null'))).toBe('not-an-image: expected an image, got an empty list of images');
    expect(await failure(file('[]'))).toBe('not-an-image: expected an image, got an empty list of images');
    expect(await failure(file('{}'))).toBe('malformed-manifest: manifest.json: expected a list of images, got one object');
    expect(await failure(file('[{}]'))).toBe('malformed-manifest: manifest.json: expected a path as [0].Config, got nothing');
    expect(await failure(file('[7]'))).toBe('malformed-manifest: manifest.json: expected an object as [0], got 7');
    expect(await failure(file('[{"Config":"a","Layers":"b"}]'))).toBe(
      'malformed-manifest: manifest.json: expected a list as [0].Layers, got "b"',
    );
    expect(await failure(file('<'))).toBe('malformed-json: manifest.json: expected JSON, got text that starts with "<"');
  });

  it('is refused where it is longer than a limit', async () => {
    const path = changed({});
    const limits = { ...defaultLimits, jsonBytes: 100 };
    expect(await failure(path, { limits })).toMatch(/^limit: manifest.json: JSON document: more than 100 \(limit jsonBytes;/);
    expect(await failure(path, { limits: { ...defaultLimits, layers: 1 } })).toMatch(/^limit: manifest.json: more than 1 \(limit layers;/);
    expect(await failure(path, { limits: { ...defaultLimits, archiveMembers: 3 } })).toMatch(
      /^limit: .*more than 3 \(limit archiveMembers;/,
    );
  });
});

describe('a docker archive that is hostile', () => {
  const layer = layerNames[0]!;

  it('has no layers outside of itself', async () => {
    const outside = (path: string): string => changed({ 'manifest.json': manifest({ Layers: [path, path] }) });
    expect(await failure(outside('../../etc/passwd'))).toBe(
      'unsafe-path: layer 0: expected a path inside the archive, got "../../etc/passwd"',
    );
    expect(await failure(outside('/etc/passwd'))).toBe(
      'missing-blob: layer 0: expected "/etc/passwd" in the archive, got nothing by that name',
    );
    expect(await failure(outside('x/../..'))).toMatch(/^unsafe-path: layer 0: /);
    expect(await failure(changed({ 'manifest.json': manifest({ Config: '../c.json' }) }))).toMatch(/^unsafe-path: configuration /);
  });

  it('has no links that lead outside, or nowhere', async () => {
    const link = (linkTarget: string): string =>
      changed({
        l: { linkTarget },
        'manifest.json': manifest({ Layers: ['l', 'l'] }),
        loop: { linkTarget: './loop' },
        there: layerNames.length,
      });
    expect(await failure(link('../../etc/passwd'))).toBe(
      'unsafe-path: layer 0: expected a path inside the archive, got "../../etc/passwd"',
    );
    expect(await failure(link('/etc/passwd'))).toBe('missing-blob: layer 0: expected "l" in the archive, got nothing by that name');
    expect(await failure(link('loop'))).toBe('malformed-tar: layer 0: expected the links at "l" to end at a file, got a cycle');
    expect(await failure(link('/there'))).toBe('none');
    expect(await failure(link('x'.repeat(5_000)))).toMatch(/^limit: layer 0: path in the archive: more than 4096 /);
  });

  it('has no devices for layers', async () => {
    const device = { [layer]: { kind: 'char', device: [1, 5] } } as const;
    expect(await failure(changed(device))).toMatch(
      /^unreadable: layer \d: expected "[^"]*" in the archive to be a file, got a device or pipe$/,
    );
  });

  it('cannot list one name more often than an archive has members', async () => {
    const images = Array.from({ length: 50 }, () => ({ Config: 'x', Layers: [] }));
    const limits = { ...defaultLimits, archiveMembers: 40 };
    expect(await failure(changed({ 'manifest.json': jsonBytes(images) }), { limits })).toMatch(/^limit: manifest.json: more than 40 /);
  });
});
