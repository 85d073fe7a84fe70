import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DiffId, Digest } from '../../../src/model/digest.ts';
import { parseImageConfig } from '../../../src/model/image-config-parser.ts';
import { noteImage, recallImage } from '../../../src/source/engine/image-memory.ts';
import { type InspectedImage, parseInspectedImage } from '../../../src/source/engine/inspected-image.ts';
import type { LoadedImage } from '../../../src/source/offer.ts';
import { imageConfig } from '../../support/image-config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { inspectJson } from './engine-image.ts';

const built = imageConfig({ layers: [{ '/a': 1 }] });
const inspected = parseInspectedImage(inspectJson(built));
const [diffId = '' as DiffId] = inspected.config.diffIds;
const image: LoadedImage['image'] = {
  manifestDigest: null,
  imageId: built.imageId,
  config: parseImageConfig(JSON.parse(Buffer.from(built.config).toString('utf8')), 'x'),
  layers: [{ index: 0, diffId, digest: null, mediaType: 'application/x', compressedBytes: null }],
};

describe('what an image turned out to be', () => {
  it('is known again', () => {
    const directory = join(temporaryDirectory(), 'made');
    expect(recallImage(directory, inspected)).toBe(null);
    noteImage(directory, inspected, image);
    expect(recallImage(directory, inspected)).toEqual(image);
    expect(readdirSync(directory)).toEqual([expect.stringMatching(/^image-[0-9a-f]{64}$/)]);
  });

  it('is not that of another image, nor of another platform of it', () => {
    const directory = temporaryDirectory();
    noteImage(directory, inspected, image);
    const other: InspectedImage = { ...inspected, id: `sha256:${'0'.repeat(64)}` as Digest };
    const arm: InspectedImage = { ...inspected, config: { ...inspected.config, platform: { os: 'linux', architecture: 'arm64' } } };
    expect([recallImage(directory, other), recallImage(directory, arm)]).toEqual([null, null]);
  });

  it('is forgotten where it is damaged, or of another form', () => {
    const directory = temporaryDirectory();
    noteImage(directory, inspected, image);
    const [name = ''] = readdirSync(directory);
    const text = readFileSync(join(directory, name), 'utf8');
    for (const damaged of ['', text.slice(0, 100), '{}', text.replace('"format":1', '"format":0')]) {
      writeFileSync(join(directory, name), damaged);
      expect(recallImage(directory, inspected)).toBe(null);
    }
  });

  it('need not be noted anywhere', () => {
    noteImage(null, inspected, image);
    expect(recallImage(null, inspected)).toBe(null);
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    noteImage(join(file, 'below'), inspected, image);
    expect(recallImage(join(file, 'below'), inspected)).toBe(null);
  });
});
