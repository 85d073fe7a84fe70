import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { compress } from '../support/compress.ts';
import { ociLayout } from '../support/oci-layout.ts';
import { temporaryDirectory, temporaryFiles } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

/** Such as compresses to half its size, wherever one letter of it is another. */
const digits = Array.from({ length: 5_000 }, (_, i) => createHash('sha256').update(`${i}`).digest('hex')).join('');
const layers = [{ '/small': 'as it was', '/large': digits }];
const sound = () => temporaryFiles(ociLayout({ layers: [{ '/small': 'another' }] }));

/**
 * The same with all letters of some content alike, which makes it smaller; a field that nobody reads fills it up again.
 * https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
 */
function altered(blob: Uint8Array, content: string): Buffer {
  const tar = Buffer.from(gunzipSync(blob));
  tar.fill('a', tar.indexOf(content), tar.indexOf(content) + content.length);
  const compressed = Buffer.from(compress(tar, 'gzip'));
  const extra = Buffer.alloc(blob.length - compressed.length);
  extra.writeUInt16LE(extra.length - 2);
  compressed[3]! |= 4;
  return Buffer.concat([compressed.subarray(0, 10), extra, compressed.subarray(10)]);
}

/** A layout whose indexes are cached, and of which a content is altered after that. */
async function alteredLater(content: string): Promise<string> {
  const files = ociLayout({ layers, compression: 'gzip' });
  const directory = temporaryFiles(files);
  expect((await runFlense(['ls', directory])).status).toBe(0);
  const [path, bytes] = [...files].find(([, found]) => found[0] === 0x1f && found[1] === 0x8b)!;
  writeFileSync(join(directory, path), altered(bytes, content));
  return directory;
}

describe('what was altered since its index was made', () => {
  it('is not written by cat where one piece is all of it', async () => {
    const image = await alteredLater('as it was');
    const { status, stdout, stderr } = await runFlense(['cat', image, '/small']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(new RegExp(`^flense: ${image}: layer 0: expected the file at byte \\d+ of the layer tar to have sha256:`));
  });

  it('is not written whole by cat, however large', async () => {
    const image = await alteredLater(digits.slice(0, 64));
    const { status, stdout } = await runFlense(['cat', image, '/large']);
    expect(status).toBe(2);
    expect(stdout.length).toBeLessThan(digits.length);
  });

  it('leaves nothing of an extraction', async () => {
    const image = await alteredLater('as it was');
    const out = join(temporaryDirectory(), 'out');
    const { status, stderr } = await runFlense(['extract', image, '/small', '-o', out]);
    expect([status, existsSync(out)]).toEqual([2, false]);
    expect(stderr).toContain(`flense: ${image}: layer 0: `);
  });
});

describe('of two images the one whose layer is wrong', () => {
  let good: string;
  let bad: string;
  beforeEach(() => {
    good = sound();
    const files = ociLayout({ layers, compression: 'gzip' });
    const [path, bytes] = [...files].find(([, found]) => found[0] === 0x1f && found[1] === 0x8b)!;
    bad = temporaryFiles(files.set(path, altered(bytes, 'as it was')));
  });

  it.each(['diff', 'verify'])('is named by %s, be it the first or the second', async (command) => {
    for (const pair of [
      [good, bad],
      [bad, good],
    ]) {
      const { status, stdout, stderr } = await runFlense([command, ...pair, '--no-cache']);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(new RegExp(`^flense: ${bad}: layer 0: expected the blob to have sha256:`));
    }
  });

  it('is named by ci, be it the image or the baseline', async () => {
    const config = join(temporaryDirectory(), 'flense.yml');
    writeFileSync(config, 'budgets: {growth: {total: 1GB}}\n');
    for (const [image, baseline] of [
      [good, bad],
      [bad, good],
    ] as const) {
      const { status, stderr } = await runFlense(['ci', image, '--baseline', baseline, '--config', config, '--no-cache']);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining(`${bad}: layer 0: expected the blob to have sha256:`),
      });
    }
  });
});

describe('an interrupt', () => {
  it('blames no image', async () => {
    const { stderr } = await runFlense(['inspect', sound(), '--no-cache'], { signal: AbortSignal.abort() });
    expect(stderr).not.toContain('layer');
  });
});
