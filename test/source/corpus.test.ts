import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStored } from '../../src/source/read-stored.ts';
import { digestOf } from '../support/image-config.ts';
import { failure, open, summary } from './opening.ts';

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const go = join(corpus, 'google+go-containerregistry/pkg/v1/tarball/testdata');
const dive = join(corpus, 'wagoodman+dive/.data');
const sylabs = join(corpus, 'sylabs+oci-tools/test/images');
const regclient = join(corpus, 'regclient+regclient/testdata');

const armOnly = 'the image is for linux/arm64, not for linux/amd64: taken as it is the only one';
const unknownPlatform = 'the image does not say which platform it is for';

const images: readonly (readonly [path: string, expected: object])[] = [
  [join(go, 'hello-world-v25.tar'), { source: 'docker-archive', names: [], platform: 'linux/arm64', layers: 1, warnings: [armOnly] }],
  [join(go, 'no_manifest.tar'), { names: ['bazel/v1/tarball:test_image'], platform: 'linux/amd64', layers: 1, warnings: [] }],
  [join(go, 'test_image_1.tar'), { names: ['bazel/v1/tarball:test_image_1'], layers: 1, warnings: [] }],
  [join(go, 'test_image_2.tar'), { names: ['bazel/v1/tarball:test_image_2'], layers: 1, warnings: [] }],
  [join(dive, 'test-docker-image.tar'), { source: 'docker-archive', names: ['dive-test:latest'], layers: 14, warnings: [] }],
  [join(dive, 'test-kaniko-image.tar'), { source: 'docker-archive', names: ['dive-test:kaniko-latest'], layers: 14, warnings: [] }],
  [join(dive, 'test-oci-estargz-image.tar'), { source: 'oci-archive', names: [], layers: 1, bytes: [4496], warnings: [armOnly] }],
  [join(dive, 'test-oci-gzip-image.tar'), { source: 'oci-archive', layers: 1, bytes: [4132], warnings: [armOnly] }],
  [join(dive, 'test-oci-uncompressed-image.tar'), { source: 'oci-archive', layers: 1, bytes: [12800], warnings: [armOnly] }],
  [join(dive, 'test-oci-zstd-image.tar'), { source: 'oci-archive', layers: 1, bytes: [4314], warnings: [armOnly] }],
  [
    join(corpus, 'GoogleContainerTools+jib/jib-core/src/integration-test/resources/core/busybox-jib.tar'),
    { names: ['localhost:5000/jib-core:jib-base-image'], layers: 2, bytes: [762728, 101], warnings: [] },
  ],
  [join(corpus, 'docker-library+busybox/latest/glibc/amd64'), { source: 'oci', names: ['busybox:1.38.0-glibc'], bytes: [2226327] }],
  [join(corpus, 'docker-library+busybox/latest/musl/amd64'), { source: 'oci', names: ['busybox:1.38.0-musl'], bytes: [886160] }],
  [join(sylabs, 'many-layers'), { platform: 'unknown/unknown', layers: 50, warnings: [unknownPlatform] }],
  [join(sylabs, 'hello-world-cosign-manifest'), { platform: 'linux/arm64', layers: 1, warnings: [armOnly] }],
  [join(sylabs, 'hello-world-cosign-manifest-list'), { platform: 'linux/amd64', layers: 1, warnings: [] }],
  [join(sylabs, 'hello-world-docker-v2-manifest-list'), { platform: 'linux/amd64', layers: 1, warnings: [] }],
  [`oci:${join(regclient, 'testrepo')}:v1`, { names: ['v1'], platform: 'linux/amd64', layers: 2, warnings: [] }],
  [`oci:${join(regclient, 'testrepo')}:b3`, { names: ['b3'], platform: 'linux/amd64', layers: 1, warnings: [] }],
];

const refusals: readonly (readonly [path: string, message: string | RegExp])[] = [
  [join(go, 'null_manifest.tar'), 'not-an-image: expected an image, got an empty list of images'],
  [join(go, 'test_bundle.tar'), 'ambiguous-image: expected one image, or its name after --image, got 2: test_image_2, test_image_1'],
  [join(go, 'test_link.tar'), /^ambiguous-image: .* got 2: bazel\/v1\/tarball:test_image_1, bazel\/v1\/tarball:test_image_3$/],
  [
    join(dive, 'test-estargz-image.tar'),
    'not-an-image: expected an image, got a tar of one member with neither manifest.json nor index.json',
  ],
  [join(regclient, 'testrepo'), 'ambiguous-image: expected one image, or its name after --image, got 6: b1, b2, b3, v1, v2, v3'],
  [`oci:${join(regclient, 'testrepo')}:a1`, 'not-an-image: expected an image, got an artifact of type application/example.sbom'],
  [`oci:${join(regclient, 'testrepo')}:loop`, /^not-an-image: expected an image, got an artifact of type application\/example/],
  [join(regclient, 'external'), 'not-an-image: expected an image, got an artifact of type application/example.sbom'],
  [join(regclient, 'layer-wh.tar'), 'not-an-image: expected an image, got the tar of one layer (it has whiteouts)'],
  [join(regclient, 'layer.tar'), /^not-an-image: expected an image, got a tar of 3 members/],
  [join(sylabs, 'aufs-docker-v2-manifest'), /^size-mismatch: manifest sha256:6c9c1b8d[0-9a-f]*: expected 525 bytes, got 536$/],
  [join(sylabs, 'overlayfs-docker-v2-manifest'), /^unsupported: layer 0 .* got application\/vnd.sylabs.image.layer.v1.squashfs$/],
  [
    join(corpus, 'alpinelinux+docker-alpine/alpine-minirootfs-3.20.3-x86_64.tar.gz'),
    'not-an-image: expected an image, got the tar of a root file system or of one layer',
  ],
];

/** Paths of INDEX.tsv: archives, layouts and plain tars. */
function listed(): readonly string[] {
  const [, ...rows] = readFileSync(join(corpus, 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
  return rows.map((row) => join(corpus, row.split('\t', 1)[0] ?? ''));
}

describe.skipIf(!existsSync(corpus))('real images (skipped where ../shared/corpus is absent)', () => {
  it.each(images)('%s is read', async (path, expected) => {
    expect(await summary(path)).toMatchObject(expected);
  });

  it.each(refusals)('%s is refused', async (path, message) => {
    const found = await failure(path);
    if (typeof message === 'string') expect(found).toBe(message);
    else expect(found).toMatch(message);
  });

  it('whose layers are symlinks in the archive are read by name', async () => {
    const { image, blobs, close } = await open(join(go, 'test_link.tar'), { image: 'bazel/v1/tarball:test_image_3' });
    expect(blobs.map((blob) => digestOf(readStored(blob)))).toEqual(image.layers.map(({ diffId }) => diffId));
    close();
  });

  it('of which an archive without a manifest has no DiffIDs get the right ones', async () => {
    const { image, close } = await open(join(go, 'no_manifest.tar'));
    expect(image.config.diffIds).toEqual(['sha256:fbec6100edacb7a6374f75545cfdfac2d83f74d0f5ed813645e4c3944c68c761']);
    close();
  });

  it('of sylabs are all read or refused as expected failures', async () => {
    const found = await Promise.all(
      readdirSync(sylabs).map(async (name) => `${name} ${(await failure(join(sylabs, name))).split(':', 1)}`),
    );
    expect(found.filter((line) => !line.endsWith(' none'))).toEqual([
      'aufs-docker-v2-manifest size-mismatch',
      'overlayfs-docker-v2-manifest unsupported',
    ]);
  });

  it('and all the other files end in an image or in an expected failure', async () => {
    for (const path of listed()) expect(await failure(path)).toMatch(/^(?:none|[a-z-]+: .+)$/);
  });

  it('of which plain tars are never taken for images', async () => {
    const tars = listed().filter((path) => /tar-rs|tar-stream|tar-split/.test(path) && statSync(path).isFile());
    for (const path of tars)
      expect(await failure(path)).toMatch(/^(?:not-an-image|malformed-tar|malformed-compression|unsupported|unsafe-path|limit): /);
  });
});
