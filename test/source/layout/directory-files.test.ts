import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ociLayout } from '../../support/oci-layout.ts';
import { temporaryDirectory, temporaryFiles } from '../../support/temporary-directory.ts';
import { failure } from '../opening.ts';
import { blobPath, layerDigests } from './editing.ts';

const files = ociLayout({ layers: [{ '/a': 10 }], compression: 'gzip' });
const layer = blobPath(layerDigests(files)[0]!);

describe('the files of a directory', () => {
  it('follows links of blobs inside of its directory and no others', async () => {
    const directory = temporaryFiles(files);
    const blob = join(directory, layer);
    const outside = join(temporaryDirectory(), 'outside');
    writeFileSync(outside, 'x');
    renameSync(blob, join(directory, 'rootfs.tar.gz'));
    symlinkSync('../../rootfs.tar.gz', blob);
    expect(await failure(directory)).toBe('none');
    rmSync(blob);
    symlinkSync(outside, blob);
    expect(await failure(directory)).toMatch(
      /^unsafe-path: layer 0 \(sha256:[0-9a-f]{64}\): expected blobs\/sha256\/[0-9a-f]{64} to stay inside/,
    );
    rmSync(blob);
    symlinkSync(blob, blob);
    expect(await failure(directory)).toMatch(/^unreadable: layer 0 .*got a cycle of links$/);
    rmSync(blob);
    mkdirSync(blob);
    expect(await failure(directory)).toMatch(/^unreadable: layer 0 .*expected a file, got a directory$/);
  });

  it('may itself be reached through a link', async () => {
    const link = join(temporaryDirectory(), 'link');
    symlinkSync(temporaryFiles(files), link);
    expect(await failure(link)).toBe('none');
  });
});
