import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DockerImageInput, dockerArchive } from '../../support/docker-archive.ts';
import { layer } from '../../support/layers.ts';
import { ociArchive } from '../../support/oci-layout.ts';
import { temporaryDirectory, temporaryFile } from '../../support/temporary-directory.ts';
import { type Outcome, runFlense } from '../run-flense.ts';
import { sample } from '../sample.ts';

const links = sample('links-and-whiteouts.tar');

async function extract(image: string, paths: readonly string[]): Promise<Outcome & { readonly out: string }> {
  const out = join(temporaryDirectory(), 'out');
  return { ...(await runFlense(['extract', image, ...paths, '-o', out])), out };
}

function imageFile(...layers: DockerImageInput['layers']): string {
  return temporaryFile('image.tar', dockerArchive({ layers }));
}

function entries(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
}

describe('flense extract', () => {
  it('copies files under their own paths', async () => {
    const { status, stdout, stderr, out } = await extract(links, ['/etc/motd', '/changes/mode-only']);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(entries(out)).toEqual(['changes', 'changes/mode-only', 'etc', 'etc/motd']);
    expect(readFileSync(join(out, 'etc/motd'), 'utf8')).toBe('seen through links\n');
    expect(statSync(join(out, 'etc/motd')).mtimeMs).toBe(1_700_000_000_000);
  });

  it('copies directories with all that a container sees in them', async () => {
    const { status, out } = await extract(links, ['/data', '/opaque', '/changes', '/data/one']);
    expect(status).toBe(0);
    expect(entries(out)).toEqual([
      'changes',
      'changes/directory-to-file',
      'changes/directory-to-file/child',
      'changes/file-to-directory',
      'changes/file-to-directory/child',
      'changes/file-to-link',
      'changes/identical',
      'changes/link-to-file',
      'changes/mode-only',
      'data',
      'data/one',
      'data/two',
      'opaque',
      'opaque/new',
    ]);
    expect(readFileSync(join(out, 'data/one'), 'utf8')).toBe('one again\n');
    expect(readlinkSync(join(out, 'changes/file-to-link'))).toBe('identical');
  });

  it('keeps hardlinks among what it copies, and copies what the others were', async () => {
    const image = imageFile({
      '/d/a': 'content',
      '/d/b': { kind: 'hardlink', linkTarget: '/d/a' },
      '/c': { kind: 'hardlink', linkTarget: '/d/a' },
    });
    const all = await extract(image, ['/']);
    const inodes = ['d/a', 'd/b', 'c'].map((name) => statSync(join(all.out, name)).ino);
    expect(new Set(inodes).size).toBe(1);
    const one = await extract(image, ['/c']);
    expect([readFileSync(join(one.out, 'c'), 'utf8'), statSync(join(one.out, 'c')).nlink]).toEqual(['content', 1]);
  });

  it('leaves out devices and pipes, and says so', async () => {
    const { status, stderr, out } = await extract(links, ['/special']);
    expect([status, entries(out)]).toEqual([0, ['special']]);
    expect(stderr).toBe(
      [
        'flense: warning: /special/block: left out, as it is a block device',
        'flense: warning: /special/char: left out, as it is a char device',
        'flense: warning: /special/fifo: left out, as it is a fifo',
        '',
      ].join('\n'),
    );
  });

  it('says that a link was named and not what it leads to', async () => {
    const { status, stderr, out } = await extract(links, ['/links/absolute']);
    expect([status, readlinkSync(join(out, 'links/absolute'))]).toEqual([0, '/etc/motd']);
    expect(stderr).toBe('flense: warning: /links/absolute: extracted as a link to /etc/motd; name that too to have it\n');
  });

  it('finds files behind linked directories, where they are', async () => {
    const { status, out } = await extract(links, ['/links/directory/one']);
    expect([status, entries(out)]).toEqual([0, ['data', 'data/one']]);
  });

  it('reads compressed layers too', async () => {
    const image = temporaryFile(
      'image.tar',
      ociArchive({ layers: [{ '/a': 100_000, '/b': 'b', '/unread': 3_000_000 }], compression: 'gzip' }),
    );
    const { status, out } = await extract(image, ['/a', '/b']);
    expect([status, statSync(join(out, 'a')).size, readFileSync(join(out, 'b'), 'utf8')]).toEqual([0, 100_000, 'b']);
  });

  it('writes the names of the image as they are, whatever they hold', async () => {
    const { status, out } = await extract(links, ['/names']);
    expect(status).toBe(0);
    const names = readdirSync(join(out, 'names'), { encoding: 'buffer' }).map((name) => name.toString('latin1'));
    expect(names).toContain('caf\xe9');
    expect(names).toContain('escape-\u001b[31mred\u001b[0m');
    expect(names).toContain('--help');
  });
});

describe('flense extract of what is not to be trusted', () => {
  it('refuses an image with a name that climbs', async () => {
    const { status, stderr, out } = await extract(imageFile({ '/../../evil': 'x' }), ['/']);
    expect([status, stderr.startsWith('flense: ')]).toEqual([2, true]);
    expect(() => lstatSync(out)).toThrow();
  });

  it('stays inside where a directory of the image was a link before', async () => {
    const outside = temporaryDirectory();
    const image = imageFile({ '/d': { linkTarget: outside } }, { '/d/file': 'x' });
    const { status, out } = await extract(image, ['/']);
    expect([status, entries(out), entries(outside)]).toEqual([0, ['d', 'd/file'], []]);
  });

  it('stays inside where a layer writes below its own link', async () => {
    const outside = temporaryDirectory();
    const image = imageFile([
      ['/d', { linkTarget: outside }],
      ['/d/file', 'x'],
    ]);
    const { status, out } = await extract(image, ['/']);
    expect([status, entries(outside), readlinkSync(join(out, 'd'))]).toEqual([0, [], outside]);
    expect(readFileSync(join(out, outside, 'file'), 'utf8')).toBe('x');
  });

  it('keeps no setuid bit', async () => {
    const { out } = await extract(links, ['/modes/setuid', '/modes/setgid', '/modes/sticky']);
    expect(['setuid', 'setgid', 'sticky'].map((name) => statSync(join(out, 'modes', name)).mode & 0o7000)).toEqual([0, 0, 0]);
  });

  it('replaces nothing, and leaves nothing of what it had written', async () => {
    const out = temporaryDirectory();
    writeFileSync(join(out, 'b'), 'mine');
    const image = imageFile({ '/a': 'x', '/b': 'x', '/c/d': 'x' });
    const { status, stderr } = await runFlense(['extract', image, '/', '-o', out]);
    expect([status, stderr]).toEqual([
      2,
      `flense: ${join(out, 'b')}: expected nothing there, got something that exists: remove it or choose another directory\n`,
    ]);
    expect([entries(out), readFileSync(join(out, 'b'), 'utf8')]).toEqual([['b'], 'mine']);
  });

  it('writes nothing before all paths are found', async () => {
    const { status, stderr, out } = await extract(links, ['/etc/motd', '/nope']);
    expect([status, stderr]).toEqual([2, 'flense: /nope: expected a path of the image, got nothing there\n']);
    expect(() => lstatSync(out)).toThrow();
  });
});

it('a sparse file keeps its holes', async () => {
  const image = temporaryFile('image.tar', dockerArchive({ layers: [sparseLayer()] }));
  const { status, out } = await extract(image, ['/sparse']);
  const { size, blocks } = statSync(join(out, 'sparse'));
  expect([status, size]).toEqual([0, 10_000_000]);
  expect(blocks * 512).toBeLessThan(1_000_000);
  expect(readFileSync(join(out, 'sparse')).subarray(5_000_000, 5_000_006).toString()).toBe('middle');
  const { stdout } = await runFlense(['cat', image, '/sparse']);
  expect([stdout.length, stdout.slice(5_000_000, 5_000_006)]).toEqual([10_000_000, 'middle']);
});

/** GNU's old format: the map is in the header, in place of the prefix. */
function sparseLayer(): Uint8Array {
  const tar = Buffer.from(layer({ '/sparse': 'middle' }));
  tar.write('S', 156);
  tar.write('ustar  \0', 257, 'latin1');
  tar.fill(0, 345, 512);
  tar.write(`${(5_000_000).toString(8).padStart(11, '0')}\0${(6).toString(8).padStart(11, '0')}\0`, 386);
  tar.write(`${(10_000_000).toString(8).padStart(11, '0')}\0`, 483);
  tar.write('        ', 148);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return tar;
}
