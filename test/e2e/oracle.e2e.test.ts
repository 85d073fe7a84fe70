import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type BuiltImage, builtImages } from './support/built-images.ts';
import { copyImage } from './support/copy-image.ts';
import { corpusImages } from './support/corpus-images.ts';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { dockerTree, withoutAdditions, withoutReplacedFiles } from './support/docker-tree.ts';
import { type TreeEntry, treeDifferences } from './support/file-tree.ts';
import { importDebian } from './support/import-debian.ts';
import { listedTree } from './support/listed-tree.ts';
import { run } from './support/run.ts';
import { umociTree } from './support/umoci-tree.ts';

let scratch: string;
let engine: DockerEngine;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-oracle-'));
});

afterAll(async () => {
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

describe('an image that Docker built is listed as umoci unpacks it and as Docker exports it', () => {
  beforeAll(async () => {
    engine = await startDockerEngine(join(scratch, 'engine'));
    await importDebian(engine, inject('sharedDirectory'));
  });
  afterAll(() => engine?.stop());

  it.each(builtImages)('$name', async (image) => {
    const directory = join(scratch, image.name);
    const name = await buildImage(image, directory);
    const archive = join(directory, 'saved.tar');
    const layout = join(directory, 'layout');
    await engine.docker(['save', '--output', archive, name]);
    await copyImage(`docker-archive:${archive}`, `oci:${layout}:latest`);
    const listed = await listedTree(archive);
    expectUnpacked(listed, await umociTree(layout, 'latest', join(directory, 'unpacked')));
    expectExported(listed, await dockerTree(engine, name, directory));
    expect(await listedTree(`oci:${layout}`)).toEqual(listed);
  });
});

const corpus = resolve('../shared/corpus');
const absence = existsSync(corpus) ? '' : ' (skipped: there is no ../shared/corpus)';

describe.skipIf(absence !== '')(`an image of the corpus is listed as umoci unpacks it and as Docker exports it${absence}`, () => {
  beforeAll(async () => {
    // overlay2 unpacks each layer by itself, so that it refuses hardlinks to files of lower layers; vfs has the layers below.
    engine = await startDockerEngine(join(scratch, 'corpus-engine'), ['vfs']);
  });
  afterAll(() => engine?.stop());

  it.each(corpusImages)('$path', async ({ path, format, image, architecture }) => {
    const directory = mkdtempSync(join(scratch, 'corpus-'));
    const name = `corpus/${basename(path, '.tar').toLowerCase()}:latest`;
    const archive = join(directory, 'archive.tar');
    const layout = join(directory, 'layout');
    const source = `${format}:${join(corpus, path)}`;
    await copyImage(image === undefined ? source : `${source}:@${image.place}`, `oci:${layout}:latest`, architecture);
    await copyImage(`oci:${layout}:latest`, `docker-archive:${archive}:${name}`, architecture);
    await engine.docker(['load', '--input', archive]);
    const platform = architecture === undefined ? [] : ['--platform', `linux/${architecture}`];
    const listed = await listedTree(source, [...platform, ...(image === undefined ? [] : ['--image', image.name])]);
    expectUnpacked(listed, await umociTree(layout, 'latest', join(directory, 'unpacked')));
    expectExported(listed, await dockerTree(engine, name, directory));
  });
});

/** Returns its name in the engine. */
async function buildImage({ name, dockerfile }: BuiltImage, directory: string): Promise<string> {
  const context = join(directory, 'context');
  for (const below of ['bin', 'etc', 'tmp']) mkdirSync(join(context, 'base', below), { recursive: true });
  copyFileSync('/bin/busybox', join(context, 'base', 'bin', 'busybox'));
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  await engine.docker(['build', '--network', 'host', '--tag', `built/${name}:latest`, context]);
  return `built/${name}:latest`;
}

function expectUnpacked(listed: readonly TreeEntry[], unpacked: readonly TreeEntry[]): void {
  expect(treeDifferences(unpacked, listed)).toEqual([]);
}

function expectExported(listed: readonly TreeEntry[], exported: readonly TreeEntry[]): void {
  expect(treeDifferences(withoutAdditions(exported, listed), withoutReplacedFiles(listed))).toEqual([]);
}
