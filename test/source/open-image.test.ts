import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { layer } from '../support/layers.ts';
import { ociArchive, ociLayout } from '../support/oci-layout.ts';
import { packFiles } from '../support/pack-files.ts';
import { temporaryDirectory, temporaryFile, temporaryFiles } from '../support/temporary-directory.ts';
import { failure, open } from './opening.ts';

const image = { layers: [{ '/a': 10 }], names: ['app:1'] };

/** Files of this process that lie below a directory. */
function openFilesBelow(directory: string): readonly string[] {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return links.filter((link) => link.startsWith(directory));
}

describe('openImage', () => {
  it('tells what a path is by its content and not by its name', async () => {
    expect(await failure(temporaryFile('image.txt', dockerArchive(image)))).toBe('none');
    expect(await failure(temporaryFile('layout.zip', ociArchive(image)))).toBe('none');
    expect(await failure(temporaryFile('image.tar', 'FROM alpine\n'))).toBe('not-an-image: expected an image, got a Dockerfile');
  });

  it('takes the word of a prefix for what a path is', async () => {
    const docker = temporaryFile('image.tar', dockerArchive(image, { form: 'legacy' }));
    const oci = temporaryFile('oci.tar', ociArchive(image));
    const both = temporaryFile('both.tar', dockerArchive(image));
    const directory = temporaryFiles(ociLayout(image));
    for (const text of [
      `docker-archive:${docker}`,
      `oci-archive:${oci}`,
      `oci:${directory}`,
      `docker-archive:${both}`,
      `oci-archive:${both}`,
    ]) {
      expect(await failure(text)).toBe('none');
    }
    expect(await failure(`docker-archive:${oci}`)).toBe(
      'not-an-image: expected a docker archive (manifest.json), got an OCI archive (oci-archive:FILE)',
    );
    expect(await failure(`oci-archive:${docker}`)).toBe(
      'not-an-image: expected an OCI archive (index.json), got a docker archive (docker-archive:FILE)',
    );
    expect(await failure(`oci:${oci}`)).toBe(
      'not-an-image: expected a directory with an image layout, got a file (an archive is oci-archive:FILE)',
    );
    expect(await failure(`oci-archive:${directory}`)).toBe(
      'not-an-image: expected an archive, got a directory (an image layout is oci:DIR)',
    );
  });

  it('takes a colon for part of a path where a file has it in its name', async () => {
    const archive = temporaryFile('image:1', ociArchive(image));
    expect(await failure(`oci-archive:${archive}`)).toBe('none');
    expect(await failure(archive)).toBe('none');
  });

  it('says what is not there', async () => {
    const directory = temporaryDirectory();
    expect(await failure(join(directory, 'x'))).toBe('not-found: expected a file or a directory, got nothing by that name');
    expect(await failure('no-such.tar')).toBe('not-found: expected a file or a directory, got nothing by that name');
    expect(await failure(`oci:${directory}/x:v1`)).toBe('not-found: expected a file or a directory, got nothing by that name');
    expect(await failure(`${temporaryFile('file', 'x')}/y`)).toBe(
      'not-found: expected a file or a directory, got a path through something that is no directory',
    );
    expect(await failure(`./${'x'.repeat(5_000)}`)).toBe('not-found: expected a file or a directory, got a name that is too long');
    expect(await failure('./x\0')).toBe('not-an-image: expected a path, got one with a zero byte');
  });

  it('says what a file is that is no image', async () => {
    const found = async (content: string | Uint8Array): Promise<string> =>
      (await failure(temporaryFile('file', content))).replace('not-an-image: expected an image, got ', '');
    expect(await found('')).toBe('an empty file');
    expect(await found('\x7fELF')).toBe('an ELF file');
    expect(await found('MZ')).toBe('a Windows program');
    expect(await found('#!/usr/bin/run-singularity\n     SIF_MAGIC')).toBe('a Singularity image');
    expect(await found('{"schemaVersion":2}')).toBe('JSON');
    expect(await found('hello\n')).toBe('a text file');
    expect(await found(new Uint8Array(2048))).toBe('zeros');
    expect(await found(new Uint8Array([1, 2, 3]))).toBe('bytes 010203');
  });

  it('says what a tar is that is no image', async () => {
    const found = async (files: Record<string, string>): Promise<string> =>
      (await failure(temporaryFile('file', layer(files)))).replace('not-an-image: expected an image, got ', '');
    expect(await found({ '/etc/passwd': '', '/usr/bin/x': '', '/var/y': '' })).toBe('the tar of a root file system or of one layer');
    expect(await found({ '/etc/.wh.x': '' })).toBe('the tar of one layer (it has whiteouts)');
    expect(await found({ '/opt/nowhere.wh.x': '' })).toBe('a tar of one member with neither manifest.json nor index.json');
    expect(await found({ '/README': '', '/LICENSE': '' })).toBe('a tar of 2 members with neither manifest.json nor index.json');
    const nested = new Map([...ociLayout(image)].map(([path, bytes]): [string, Uint8Array] => [`my-layout/${path}`, bytes]));
    expect(await failure(temporaryFile('nested.tar', packFiles(nested)))).toBe(
      'not-an-image: expected an image, got a tar with an image inside the directory my-layout: pack what is in it, without the directory',
    );
  });

  it('says what a directory is that is no image', async () => {
    const found = async (...names: readonly string[]): Promise<string> => {
      const directory = temporaryDirectory();
      for (const name of names) name.endsWith('/') ? mkdirSync(join(directory, name)) : writeFileSync(join(directory, name), '');
      return (await failure(directory)).replace('not-an-image: expected an image layout, got ', '');
    };
    expect(await found()).toBe('a directory without index.json');
    expect(await found('Dockerfile')).toBe('a build context: build it first');
    expect(await found('etc/', 'usr/')).toBe('a root file system');
    expect(await found('manifest.json')).toMatch(/^a directory with manifest.json/);
    expect(await found('blobs/', 'oci-layout')).toBe('an image layout without index.json');
  });

  it('does not wait for a named pipe, nor read a device', async () => {
    const pipe = join(temporaryDirectory(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await failure(pipe)).toBe('unreadable: expected a file, got a named pipe');
    expect(await failure(`docker-archive:${pipe}`)).toBe('unreadable: expected a file, got a named pipe');
    expect(await failure('/dev/zero')).toBe('unreadable: expected a file, got a device');
    const files = ociLayout(image);
    files.delete('index.json');
    const directory = temporaryFiles(files);
    execFileSync('mkfifo', [join(directory, 'index.json')]);
    expect(await failure(directory)).toBe('unreadable: index.json: expected a file, got a named pipe');
  });

  it('refuses an archive that is cut off', async () => {
    const bytes = dockerArchive(image);
    for (const length of [600, 1500, bytes.length - 3000]) {
      expect(await failure(temporaryFile('cut.tar', bytes.subarray(0, length)))).toMatch(/^malformed-tar: /);
    }
  });

  it.skipIf(process.platform !== 'linux')('leaves no file open after a failure, nor after closing', async () => {
    const directory = temporaryFiles(ociLayout({ layers: [{ '/a': 1 }, { '/b': 2 }] }));
    const { close } = await open(directory);
    expect(openFilesBelow(directory)).toHaveLength(2);
    close();
    expect(openFilesBelow(directory)).toEqual([]);
    const files = ociLayout({ layers: [{ '/a': 1 }], manifestExtra: { layers: [] } });
    const broken = temporaryFiles(files);
    await failure(broken);
    expect(openFilesBelow(broken)).toEqual([]);
  });
});
