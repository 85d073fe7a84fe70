import { linkSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ociLayout } from '../support/oci-layout.ts';
import { treeDifferences } from './support/file-tree.ts';
import { listedTree } from './support/listed-tree.ts';
import { readFileTree } from './support/read-file-tree.ts';
import { run } from './support/run.ts';
import { writeFiles } from './support/write-files.ts';

let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-formats-'));
  makeShort(join(scratch, 'short'));
  await makeLong(join(scratch, 'long'));
});

afterAll(async () => {
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

describe('a layer that GNU tar wrote is listed as the files that it was made of', () => {
  it.each([
    ['v7', 'short', []],
    ['oldgnu', 'long', ['--sparse']],
    ['gnu', 'long', ['--sparse']],
    ['gnu', 'long', ['--incremental']],
    ['ustar', 'short', []],
    ['posix', 'long', ['--xattrs', '--acls']],
    ['posix', 'long', ['--sparse', '--sparse-version=0.0']],
    ['posix', 'long', ['--sparse', '--sparse-version=0.1']],
    ['posix', 'long', ['--sparse', '--sparse-version=1.0']],
    ['posix', 'long', ['--pax-option=globexthdr.name=global,comment=a-global-header']],
  ])('--format=%s of %s names %j', async (format, tree, options) => {
    const directory = mkdtempSync(join(scratch, 'image-'));
    const layout = join(directory, 'layout');
    const create = ['--create', `--format=${format}`, ...options, '--directory', join(scratch, tree), '.'];
    writeFiles(layout, ociLayout({ layers: [await run('tar', create)], tags: ['latest'] }));
    expect(treeDifferences(readFileTree(join(scratch, tree)), await listedTree(`oci:${layout}`))).toEqual([]);
  });
});

/** What every format holds. */
function makeShort(directory: string): void {
  mkdirSync(join(directory, 'below'), { recursive: true });
  writeFileSync(join(directory, 'file'), 'content');
  writeFileSync(join(directory, 'below', 'empty'), '', { mode: 0o4711 });
  writeFileSync(join(directory, 'n'.repeat(98)), 'a name that just fits');
  linkSync(join(directory, 'file'), join(directory, 'linked'));
  symlinkSync('../nowhere', join(directory, 'below', 'symlink'));
}

async function makeLong(directory: string): Promise<void> {
  makeShort(directory);
  const deep = join(directory, 'd'.repeat(120), 'e'.repeat(120), 'f'.repeat(120));
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'g'.repeat(255)), 'deep');
  linkSync(join(deep, 'g'.repeat(255)), join(directory, 'linked-to-deep'));
  symlinkSync('t'.repeat(300), join(directory, 'long-target'));
  symlinkSync(Buffer.from([0x74, 0xff]), join(directory, 'target-of-bytes'));
  for (const name of [[0xe9], [0xf0, 0x9f], [0x66, 0x0a, 0x67], [0x1b, 0x5b], [0xc3, 0xa9]]) {
    writeFileSync(Buffer.concat([Buffer.from(`${directory}/odd-`), Buffer.from(name)]), 'odd');
  }
  makeSparse(join(directory, 'sparse-end'), 0, 1_000_000);
  makeSparse(join(directory, 'sparse-middle'), 3_000_000, 3_000_003);
  makeSparse(join(directory, 's'.repeat(130)), 1_000_000, 5_000_000);
  await run('mknod', [join(directory, 'char'), 'c', '1', '3']);
  await run('mknod', [join(directory, 'block'), 'b', '7', '70000']);
  await run('mkfifo', ['--mode=0622', join(directory, 'fifo')]);
  await run('chown', ['3000000:4000000', join(directory, 'file')]);
  await run('setfattr', ['--name=user.note', '--value=an attribute', join(directory, 'file')]);
}

/** A hole, three bytes of data at `dataAt`, and a hole up to `sizeBytes`. */
function makeSparse(path: string, dataAt: number, sizeBytes: number): void {
  writeFileSync(path, '');
  truncateSync(path, dataAt);
  writeFileSync(path, 'end', { flag: 'a' });
  truncateSync(path, sizeBytes);
}
