import { describe, expect, it } from 'vitest';
import { digestOf, imageConfig, jsonBytes } from '../../support/image-config.ts';
import { type OciImageInput, type OciInput, ociArchive, ociLayout } from '../../support/oci-layout.ts';
import { temporaryFile, temporaryFiles } from '../../support/temporary-directory.ts';
import { failure, summary } from '../opening.ts';
import { addBlob, blobPath, edited, layerDigests, readJson, type WireIndex } from './editing.ts';

const app: OciImageInput = { layers: [{ '/a': 10 }, { '/b': 20 }], compression: 'gzip', tags: ['v1'] };
const built = imageConfig(app);
const arm: OciImageInput = { layers: [{ '/arm': 1 }], platform: 'linux/arm64' };

function layout(input: OciInput | readonly OciInput[]): string {
  return temporaryFiles(ociLayout(input));
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

describe('the images of a layout', () => {
  const several = [app, { ...arm, tags: ['v2', 'latest'] }];

  it('are told by tag, or by digest', async () => {
    const directory = layout(several);
    expect(await failure(directory)).toBe('ambiguous-image: expected one image, or its name after --image, got 2: v1, v2');
    expect(await summary(`oci:${directory}:v1`)).toMatchObject({ imageId: built.imageId, names: ['v1'] });
    expect(await summary(`oci:${directory}:latest`)).toMatchObject({ imageId: imageConfig(arm).imageId, names: ['v2', 'latest'] });
    expect(await summary(directory, { image: 'latest' })).toMatchObject({ imageId: imageConfig(arm).imageId });
    expect(await summary(directory, { image: built.imageId })).toMatchObject({ imageId: built.imageId });
    expect(await summary(directory, { image: built.imageId.slice(7, 17) })).toMatchObject({ imageId: built.imageId });
    expect(await failure(`oci:${directory}:v3`)).toBe('no-such-image: expected an image named "v3", got v1, v2');
    expect(await failure(`oci:${directory}:v1`, { image: 'v2' })).toBe('usage: expected one name of an image, got "v1" and --image "v2"');
    expect(await summary(`oci:${directory}:v1`, { image: 'v1' })).toMatchObject({ imageId: built.imageId });
    const archive = temporaryFile('a.tar', ociArchive(several));
    expect(await summary(`oci-archive:${archive}:v1`)).toMatchObject({ imageId: built.imageId });
  });

  it('do not suffer from another one that is damaged, when they are named', async () => {
    const directory = edited(several, (index, files) => {
      files.set(blobPath(index.manifests[1]!.digest), Buffer.from('damaged'));
    });
    expect(await summary(`oci:${directory}:v1`)).toMatchObject({ imageId: built.imageId });
    expect(await failure(directory)).toMatch(/^size-mismatch: manifest sha256:[0-9a-f]{64}: expected \d+ bytes, got 7$/);
  });

  it('without names are platforms of one image when they are for different ones', async () => {
    const { tags: _, ...unnamed } = app;
    expect(await summary(layout([unnamed, arm]))).toMatchObject({ imageId: built.imageId, warnings: [] });
    const same = layout([unnamed, { ...arm, platform: 'linux/amd64' }]);
    expect(await failure(same)).toMatch(
      /^ambiguous-image: expected one image, or its digest after --image, got 2: sha256:[0-9a-f]{64}, sha256:/,
    );
    expect(await summary(same, { image: built.imageId })).toMatchObject({ imageId: built.imageId });
  });

  it('may have names for the whole with a registry', async () => {
    const directory = edited(app, (index) => {
      index.manifests[0]!.annotations = {
        'io.containerd.image.name': 'docker.io/library/app:v1',
        'org.opencontainers.image.ref.name': 'v1',
      };
    });
    for (const image of ['docker.io/library/app:v1', 'app:v1', 'v1']) {
      expect(await summary(directory, { image })).toMatchObject({ names: ['docker.io/library/app:v1'] });
    }
  });
});

describe('the platforms of an image', () => {
  const index: OciInput = {
    platforms: [app, arm, { ...arm, platform: 'linux/arm/v6' }, { ...arm, platform: 'linux/arm/v7' }],
    tags: ['v1'],
  };
  const platform = (architecture: string, variant?: string): { os: string; architecture: string; variant?: string } => ({
    os: 'linux',
    architecture,
    ...(variant === undefined ? {} : { variant }),
  });

  it('are chosen by the host unless asked for', async () => {
    const directory = layout({ ...index, attestations: true });
    expect(await summary(directory)).toMatchObject({ platform: 'linux/amd64', names: ['v1'], warnings: [] });
    expect(await summary(directory, { platform: platform('arm64') })).toMatchObject({ platform: 'linux/arm64' });
    expect(await summary(directory, { hostPlatform: platform('arm64') })).toMatchObject({ platform: 'linux/arm64' });
    expect(await summary(directory, { platform: platform('arm', 'v6') })).toMatchObject({ platform: 'linux/arm/v6' });
    expect(await summary(directory, { platform: platform('arm') })).toMatchObject({ platform: 'linux/arm/v7' });
    const there = 'linux/amd64, linux/arm64, linux/arm/v6, linux/arm/v7';
    expect(await failure(directory, { platform: platform('s390x') })).toBe(
      `no-such-platform: expected an image for linux/s390x, got ${there}`,
    );
    expect(await failure(directory, { hostPlatform: platform('s390x') })).toBe(
      `no-such-platform: expected an image for linux/s390x, got ${there}`,
    );
  });

  it('are found in indexes of indexes', async () => {
    const nested = layout({ platforms: [{ platforms: [{ platforms: [arm] }, app] }], tags: ['v1'] });
    expect(await summary(nested)).toMatchObject({ platform: 'linux/amd64' });
    expect(await summary(nested, { platform: platform('arm64') })).toMatchObject({ platform: 'linux/arm64' });
  });

  it('are taken from the configuration where the index does not say', async () => {
    const directory = edited([app, { ...arm, tags: ['v1'] }], (wire) => {
      for (const manifest of wire.manifests) delete manifest.platform;
    });
    expect(await summary(directory, { platform: platform('arm64') })).toMatchObject({ platform: 'linux/arm64' });
    expect(await failure(directory, { platform: platform('riscv64') })).toBe(
      'no-such-platform: expected an image for linux/riscv64, got linux/amd64, linux/arm64',
    );
  });

  it('do not matter, but for a warning, where there is only one', async () => {
    const { tags: _, ...unnamed } = { ...arm, tags: [] };
    expect(await summary(layout(unnamed))).toMatchObject({
      platform: 'linux/arm64',
      warnings: ['the image is for linux/arm64, not for linux/amd64: taken as it is the only one'],
    });
    expect(await failure(layout(unnamed), { platform: platform('amd64') })).toBe(
      'no-such-platform: expected an image for linux/amd64, got linux/arm64',
    );
  });

  it('count only as far as they were pulled', async () => {
    const pulled = (keep: number): string =>
      edited(index, (wire, files) => {
        const list = readJson<WireIndex>(files, blobPath(wire.manifests[0]!.digest));
        for (const { digest } of list.manifests.filter((_, position) => position !== keep)) files.delete(blobPath(digest));
      });
    expect(await summary(pulled(1))).toMatchObject({ platform: 'linux/arm64' });
    expect(await failure(pulled(1), { platform: platform('amd64') })).toMatch(
      /^missing-blob: manifest sha256:[0-9a-f]{64}: expected a blob of that digest, got nothing$/,
    );
    expect(await failure(pulled(-1))).toMatch(/^missing-blob: manifest /);
  });

  it('may be two versions of Windows, of which the first is taken with a warning', async () => {
    const windows = { ...app, platform: 'windows/amd64' };
    const directory = layout({ platforms: [windows, { ...windows, layers: [{ '/Files/x': 1 }] }], tags: ['v1'] });
    expect(await summary(directory, { platform: { os: 'windows', architecture: 'amd64' } })).toMatchObject({
      imageId: imageConfig({ ...app, platform: 'windows/amd64' }).imageId,
      warnings: ['2 images are for windows/amd64: took the first', expect.stringMatching(/^an image for Windows: a container sees /)],
    });
  });
});

describe('what is no image in a layout', () => {
  const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(jsonBytes({})), size: 2 };
  const tag = (name: string): { annotations: Record<string, string> } => ({ annotations: { 'org.opencontainers.image.ref.name': name } });

  it('is passed over when there is an image beside it', async () => {
    const directory = edited(app, (index, files) => {
      const layers = [addBlob(files, 'application/vnd.dev.cosign.simplesigning.v1+json', {})];
      const signature = { schemaVersion: 2, config: { ...config, mediaType: 'application/vnd.oci.image.config.v1+json' }, layers };
      index.manifests.push({ ...addBlob(files, manifestType, signature), ...tag('sha256-x.sig') });
      index.manifests.push({ ...addBlob(files, 'application/vnd.buildkit.cacheconfig.v0', {}), ...tag('cache') });
    });
    expect(await summary(directory)).toMatchObject({ names: ['v1'] });
    expect(await failure(directory, { image: 'sha256-x.sig' })).toBe('not-an-image: expected an image, got a cosign signature');
    expect(await failure(`oci:${directory}:cache`)).toBe('not-an-image: expected an image, got a BuildKit cache');
  });

  it('is named for what it is', async () => {
    const only = (manifest: object, mediaType = manifestType): Promise<string> =>
      failure(
        edited(app, (index, files) => {
          index.manifests = [addBlob(files, mediaType, { schemaVersion: 2, ...manifest })];
        }),
      );
    const layerOf = (mediaType: string): object => ({ layers: [{ mediaType, digest: config.digest, size: 2 }] });
    expect(await only({ config, ...layerOf('application/vnd.wasm.content.layer.v1+wasm') })).toBe(
      'not-an-image: expected an image, got a WebAssembly module (artifactType application/vnd.wasm.content.layer.v1+wasm)',
    );
    expect(await only({ config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } })).toBe(
      'not-an-image: expected an image, got a Helm chart (artifactType application/vnd.cncf.helm.config.v1+json)',
    );
    expect(await only({ config, artifactType: 'application/x.y' })).toBe(
      'not-an-image: expected an image, got an artifact of type application/x.y',
    );
    expect(await only({}, 'application/vnd.docker.distribution.manifest.v1+prettyjws')).toBe(
      "not-an-image: expected an image, got an image of Docker's schema 1, which is not supported",
    );
    expect(await only({ manifests: [] }, indexType)).toBe('not-an-image: expected an image, got an empty list of images');
  });

  it('may be a layer that its publisher keeps, which is said where it is missing', async () => {
    const missing = (layerMediaType: string): Promise<string> =>
      failure(
        edited({ ...app, layerMediaType }, (_, files) => {
          for (const digest of layerDigests(files)) files.delete(blobPath(digest));
        }),
      );
    const foreign = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
    expect(await missing(foreign)).toMatch(
      /^missing-blob: layer 0 .*: it is not distributed with the image, but kept by its publisher \(.*foreign.*\)$/,
    );
    expect(await missing('application/vnd.oci.image.layer.nondistributable.v1.tar+gzip')).toMatch(/kept by its publisher/);
    expect(await missing('application/vnd.docker.image.rootfs.diff.tar.gzip')).toMatch(/^missing-blob: layer 0 .*, got nothing$/);
    expect(await failure(layout({ ...app, layerMediaType: foreign }))).toBe('none');
  });

  it('are the attestations of BuildKit, of which a layout may have nothing else', async () => {
    const directory = edited({ platforms: [app], attestations: true }, (index, files) => {
      const list = readJson<WireIndex>(files, blobPath(index.manifests[0]!.digest));
      index.manifests = list.manifests.slice(1);
    });
    expect(await failure(directory)).toBe('not-an-image: expected an image, got an empty list of images');
  });
});
