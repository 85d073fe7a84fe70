import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/model/limits.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { digestOf, imageConfig, jsonBytes } from '../../support/image-config.ts';
import { type OciImageInput, type OciInput, ociArchive, ociLayout } from '../../support/oci-layout.ts';
import { temporaryFile, temporaryFiles } from '../../support/temporary-directory.ts';
import { failure, open, summary } from '../opening.ts';
import { addBlob, blobPath, edited, layerDigests, replaceLayer } from './editing.ts';

const app: OciImageInput = { layers: [{ '/a': 10 }, { '/b': 20 }], compression: 'gzip', tags: ['v1'] };
const built = imageConfig(app);

function layout(input: OciInput | readonly OciInput[] = app): string {
  return temporaryFiles(ociLayout(input));
}

describe('an image layout', () => {
  it('is read from a directory', async () => {
    const directory = layout();
    const { image, blobs, warnings, close } = await open(directory);
    expect(image).toMatchObject({ reference: directory, source: 'oci', names: ['v1'], imageId: built.imageId });
    expect(image.layers.map(({ diffId }) => diffId)).toEqual(built.layers.map(({ diffId }) => diffId));
    expect(image.layers.map(({ mediaType }) => mediaType)).toEqual(Array(2).fill('application/vnd.oci.image.layer.v1.tar+gzip'));
    expect(blobs.map((blob) => digestOf(readStored(blob)))).toEqual(image.layers.map(({ digest }) => digest));
    expect(image.layers.map(({ compressedBytes }) => compressedBytes)).toEqual(blobs.map(({ sizeBytes }) => sizeBytes));
    expect(warnings).toEqual([]);
    close();
  });

  it('is read from an archive just the same', async () => {
    const fromDirectory = (await summary(layout())) as object;
    expect(await summary(temporaryFile('layout.txt', ociArchive(app)))).toEqual({ ...fromDirectory, source: 'oci-archive' });
  });

  it('with the media types of Docker is read', async () => {
    expect(await summary(layout({ ...app, mediaTypes: 'docker' }))).toMatchObject({ imageId: built.imageId });
  });

  it('whose layers are not compressed though their media type says so has no compressed size', async () => {
    const lying = { ...app, compression: 'none', layerMediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' } as const;
    const { image, close } = await open(layout(lying));
    expect(image.layers.map(({ compressedBytes }) => compressedBytes)).toEqual([null, null]);
    close();
  });

  it('whose layers claim to be something else is read where they are tars after all', async () => {
    const squashfs = 'application/vnd.sylabs.image.layer.v1.squashfs';
    expect(await summary(layout({ ...app, layerMediaType: squashfs }))).toMatchObject({ layers: 2 });
    const directory = edited({ ...app, layerMediaType: squashfs }, (index, files) => replaceLayer(index, files, 'hsqs'.repeat(200)));
    expect(await failure(directory)).toMatch(
      /^unsupported: layer 0 \(sha256:[0-9a-f]{64}\): expected a tar, compressed or not, got application\/vnd.sylabs.image.layer.v1.squashfs$/,
    );
    const encrypted = 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted';
    expect(await failure(layout({ ...app, layerMediaType: encrypted }))).toMatch(/^unsupported: layer 0 /);
  });

  it('without the file oci-layout is read with a warning, of another version not at all', async () => {
    const files = ociLayout(app);
    files.delete('oci-layout');
    expect(await summary(temporaryFiles(files))).toMatchObject({ warnings: ['there is no file oci-layout: read as version 1.0.0'] });
    files.set('oci-layout', jsonBytes({ imageLayoutVersion: '2.0.0' }));
    expect(await failure(temporaryFiles(files))).toBe('unsupported: oci-layout: expected version 1.0.0 as imageLayoutVersion, got "2.0.0"');
  });

  it('keeps one file open for a layer that comes twice', async () => {
    const { blobs, close } = await open(layout({ layers: [{ '/a': 1 }, { '/a': 1 }] }));
    expect(blobs[0]).toEqual(blobs[1]);
    close();
  });
});

describe('a layout that is damaged or hostile', () => {
  const layerDigest = layerDigests(ociLayout(app))[0]!;

  it('is refused where a blob is missing, too short or altered', async () => {
    const changedBlob = (digest: string, change: (bytes: Uint8Array) => Uint8Array | null): string =>
      edited(app, (_, files) => {
        const changed = change(files.get(blobPath(digest))!);
        if (changed === null) files.delete(blobPath(digest));
        else files.set(blobPath(digest), changed);
      });
    const altered = (bytes: Uint8Array): Uint8Array => bytes.with(5, 0x7f);
    expect(await failure(changedBlob(built.imageId, () => null))).toBe(
      `missing-blob: configuration ${built.imageId}: expected a blob of that digest, got nothing`,
    );
    expect(await failure(changedBlob(built.imageId, altered))).toMatch(
      new RegExp(`^digest-mismatch: configuration ${built.imageId}: expected bytes of the digest in its name, got sha256:`),
    );
    expect(await failure(changedBlob(built.imageId, (bytes) => bytes.subarray(1)))).toBe(
      `size-mismatch: configuration ${built.imageId}: expected ${built.config.length} bytes, got ${built.config.length - 1}`,
    );
    expect(await failure(changedBlob(layerDigest, () => null))).toBe(
      `missing-blob: layer 0 (${layerDigest}): expected a blob of that digest, got nothing`,
    );
    expect(await failure(changedBlob(layerDigest, (bytes) => bytes.subarray(1)))).toMatch(/^size-mismatch: layer 0 \(sha256:/);
    // Layers are verified by whoever reads them.
    expect(await failure(changedBlob(layerDigest, altered))).toBe('none');
  });

  it('is refused where the number of layers is not that of the DiffIDs', async () => {
    const directory = layout({ ...app, manifestExtra: { layers: null } });
    expect(await failure(directory)).toMatch(
      /^malformed-manifest: manifest sha256:[0-9a-f]{64}: expected 2 layers, as the configuration has DiffIDs, got 0$/,
    );
  });

  it('is refused where index.json is no index', async () => {
    const files = ociLayout(app);
    const withIndex = (text: string): string => temporaryFiles(files.set('index.json', Buffer.from(text)));
    expect(await failure(withIndex('{"manifests":{}}'))).toBe(
      'malformed-manifest: index.json: expected a list as manifests, got an object',
    );
    expect(await failure(withIndex('{"manifests":[{"digest":"sha256:../../../x","size":1}]}'))).toBe(
      'malformed-manifest: index.json: manifests[0].digest: expected a digest like sha256:<64 hex digits>, got "sha256:../../../x"',
    );
    expect(await failure(withIndex('['))).toBe('malformed-json: index.json: expected JSON, got a document that ends too early');
    expect(await failure(withIndex('{"manifests":null}'))).toBe('not-an-image: expected an image, got an empty list of images');
  });

  it('ends at a limit where indexes list one another many times over', async () => {
    const directory = edited(app, (index, files) => {
      let entry = index.manifests[0]!;
      for (let level = 0; level < 12; level++)
        entry = addBlob(files, 'application/vnd.oci.image.index.v1+json', { level, manifests: Array(20).fill(entry) });
      index.manifests = [entry];
    });
    expect(await summary(directory)).toMatchObject({ imageId: built.imageId });
    expect(await failure(directory, { limits: { ...defaultLimits, archiveMembers: 100 } })).toMatch(/^limit: image index: more than 100 /);
  });
});
