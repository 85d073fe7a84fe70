import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import { readStored } from '../../src/source/read-stored.ts';
import { compress } from '../support/compress.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { digestOf } from '../support/image-config.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { failure, open, summary } from './opening.ts';

const image = { layers: [{ '/a': 100_000 }, { '/b': 'text' }], names: ['app:1'] };
const tar = dockerArchive(image);

/** A docker archive of an image `tiny:1` without layers, packed by xz and by zstd; only the start of one by bzip2. */
const xz =
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Av/AMddADGLiUdz+CpVVJXR/2NgntwbmklkO6EYF1hLD6/t1n7mtv4yBrWfJ+1VUsLXH2ji5Gvs1Mgnl4ABhmIlLXncwQYlEDiCnmoVkk8qQy2v0qrH2oQDxj2/GInokknMTFUbeAMjnb+4oT+q4PVKT4VHe2mPoy7gkz9X3f1DTCJ9W7WChg6Xfrn/7+DGZ27sjP+Uaxi0juWakxG74jLqHr4SGsyqdoZWg3fktavGzmKm4lg2cJo7JV+49km8aFLd4YSJGgnfdzhOswAAAFO7ZhSV/N0XAAHjAYAYAACy0ImRscRn+wIAAAAABFla';
const zstd =
  'KLUv/WQACwUGAJIKIRlQtQ4jA+7uIwSZ1Y9QIxgwFsRWybWqqtBJzJ2ZRP6Yw5hVNX+Jx5BUrDWTvz8eqrSyx7UFQgMaRWc8aa0k5baNWeLxUxtK6/N3fGcmp5Xla/GYZmvv34nioeTj572yM3ONnCv/jl1VnR6P7TXX7a7M+HINuBaGhq6AsNsRRNGuslgKnBQg0CyaCbMdFAz64fXUlf2xe/CQxlCJ3aQBlgIFivCuRBtNK5CYCrAIYNIBM92qQEuFwkEDTKe+BdubU0w=';
const bzip2 = 'QlpoOTFBWSZTWVCUX3QAAH9flM6A';

function packed(base64: string): string {
  return temporaryFile('image.tar', Buffer.from(base64, 'base64'));
}

describe('an archive that is compressed as a whole', () => {
  it('is read as the one inside', async () => {
    const path = temporaryFile('image.tar', compress(tar, 'gzip'));
    const { image: found, blobs, close } = await open(path);
    expect(found.names).toEqual(['app:1']);
    expect(blobs.map((blob) => digestOf(readStored(blob)))).toEqual(found.layers.map(({ diffId }) => diffId));
    close();
  });

  it('may be packed by zstd or xz, not by bzip2', async () => {
    expect(await summary(packed(zstd))).toMatchObject({ names: ['tiny:1'], layers: 0 });
    expect(await summary(packed(xz))).toMatchObject({ names: ['tiny:1'], layers: 0 });
    expect(await failure(packed(bzip2))).toMatch(/^unsupported: .*bzip2/);
  });

  it('leaves nothing in the temporary directory, even while it is open', async () => {
    const directory = temporaryDirectory();
    const { blobs, close } = await open(temporaryFile('image.tar', compress(tar, 'gzip')), { temporaryDirectory: directory });
    expect(readdirSync(directory)).toEqual([]);
    expect(readStored(blobs[0]!).length).toBeGreaterThan(100_000);
    close();
  });

  it('is refused where it is cut off, or altered, with nothing left behind', async () => {
    const bytes = compress(tar, 'gzip');
    const directory = temporaryDirectory();
    const options = { temporaryDirectory: directory };
    for (const damaged of [bytes.subarray(0, bytes.length - 4), bytes.subarray(0, bytes.length / 2), bytes.with(200, bytes[200]! ^ 0xff)]) {
      expect(await failure(temporaryFile('image.tar', damaged), options)).toMatch(/^malformed-compression: /);
    }
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is refused as soon as it is seen that no tar comes out', async () => {
    const gzip = (bytes: Uint8Array): string => temporaryFile('image.tar.gz', compress(bytes, 'gzip'));
    const nowhere = { temporaryDirectory: '/nonexistent' };
    expect(await failure(gzip(Buffer.from('hello\n')), nowhere)).toBe('not-an-image: expected an image, got a text file in gzip data');
    expect(await failure(gzip(new Uint8Array()), nowhere)).toBe('not-an-image: expected an image, got an empty file in gzip data');
    expect(await failure(gzip(compress(tar, 'gzip')), nowhere)).toBe('not-an-image: expected an image, got gzip data in gzip data');
    expect(await failure(gzip(layer({ '/etc/x': 1, '/usr/y': 1, '/bin/z': 1 })))).toBe(
      'not-an-image: expected an image, got the tar of a root file system or of one layer',
    );
  });

  it('is refused where it becomes longer than the limit', async () => {
    const limits = { ...defaultLimits, spoolBytes: 50_000 };
    expect(await failure(temporaryFile('image.tar', compress(tar, 'gzip')), { limits })).toBe(
      'limit: gzip data: more than 50000 (limit spoolBytes; raise it with --limit spoolBytes=NUMBER)',
    );
  });

  it('is refused where the temporary file cannot be written', async () => {
    const nowhere = join(temporaryDirectory(), 'x');
    expect(await failure(temporaryFile('image.tar', compress(tar, 'gzip')), { temporaryDirectory: nowhere })).toBe(
      `unwritable: expected to write a temporary file in ${nowhere}, got nothing by that name`,
    );
  });

  it('stops when it is interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await failure(temporaryFile('image.tar', compress(tar, 'gzip')), { signal: controller.signal })).toBe(
      'interrupted: interrupted',
    );
  });
});
