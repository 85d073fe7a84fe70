import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { type RegistryRun, report, runAt } from './support/registry-run.ts';
import { type RegistryServer, startRegistry } from './support/registry-server.ts';

/** With waste of several causes, and something to find. */
const dockerfile = `FROM scratch
COPY base /
RUN ["/bin/busybox", "--install", "-s", "/bin"]
ENV PATH=/bin API_TOKEN=none
RUN mkdir -p /srv/app /srv/cache && head -c 2000000 /dev/zero > /srv/cache/blob && echo hello > /srv/app/hello
RUN chmod -R 700 /srv/app && chown -R 1000:1000 /srv/app
RUN rm -rf /srv/cache && chmod 4755 /bin/busybox
EXPOSE 80
CMD ["/bin/sh", "-c", "true"]
`;

let scratch: string;
let engine: DockerEngine;
let registry: RegistryServer;
/** The same image by disk, engine and registry. */
let references: readonly string[];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-routes-'));
  engine = await startDockerEngine(join(scratch, 'engine'));
  registry = await startRegistry(join(scratch, 'registry'), { isEncrypted: false, account: null });
  const context = join(scratch, 'context');
  for (const below of ['bin', 'etc', 'tmp']) mkdirSync(join(context, 'base', below), { recursive: true });
  copyFileSync('/bin/busybox', join(context, 'base/bin/busybox'));
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  const name = `${registry.host}/app:1`;
  await engine.docker(['build', '--network', 'host', '--tag', name, context]);
  const archive = join(scratch, 'app.tar');
  await engine.docker(['save', '--output', archive, name]);
  await engine.docker(['push', name]);
  references = [`docker-archive:${archive}`, `docker:${name}`, `registry:${name}`];
});

afterAll(async () => {
  await registry?.stop();
  await engine?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Somebody with an empty cache. */
function newcomer(): RegistryRun {
  return { home: mkdtempSync(join(scratch, 'home-')), environment: { DOCKER_HOST: engine.host } };
}

type Found = {
  readonly image: Readonly<Record<string, unknown>>;
  readonly layers: readonly Readonly<Record<string, unknown>>[];
  readonly waste: Readonly<Record<string, unknown>>;
};

/** Without what says where it is from, and how the layers are stored there: an engine and its archives have plain tars. */
function meaning(found: Readonly<Record<string, unknown>>): unknown {
  const { image, layers, waste, ...rest } = found as Found & Readonly<Record<string, unknown>>;
  const { reference: _, source: __, manifestDigest: ___, compressedBytes: ____, ...sameImage } = image;
  const { reclaimableCompressedBytes: _____, ...sameWaste } = waste;
  const sameLayers = layers.map(({ digest: _, mediaType: __, compressedBytes: ___, ...layer }) => layer);
  return { ...rest, image: sameImage, layers: sameLayers, waste: sameWaste };
}

describe('one image by disk, engine and registry', () => {
  it('is the same layers, waste, packages and findings, the first time and the second', async () => {
    const everybody = references.map((reference) => ({ at: newcomer(), reference }));
    for (const _ of ['first', 'second']) {
      const [disk, ...others] = await Promise.all(everybody.map(async ({ at, reference }) => meaning(await report(at, [reference]))));
      expect(disk).toHaveProperty('findings.0');
      expect(disk).toHaveProperty('waste.items.0');
      for (const other of others) expect(other).toEqual(disk);
    }
  });

  it('is the same where the indexes were made on another of these ways', async () => {
    const at = newcomer();
    const found: unknown[] = [];
    for (const reference of references) found.push(meaning(await report(at, [reference])));
    expect(found).toEqual([found[0], found[0], found[0]]);
  });

  it('is the same tree, with the same contents', async () => {
    const listings = await Promise.all(references.map((reference) => runAt(newcomer(), ['ls', reference, '--format', 'json'])));
    expect(listings.map(({ status, stderr }) => [status, stderr])).toEqual(references.map(() => [0, '']));
    const [disk, ...others] = listings.map(({ stdout }) => stdout.toString('utf8'));
    expect(JSON.parse(disk!).length).toBeGreaterThan(10);
    expect(others).toEqual([disk, disk]);
    const contents = await Promise.all(references.map((reference) => runAt(newcomer(), ['cat', reference, '/srv/app/hello'])));
    expect(contents.map(({ stdout }) => stdout.toString('utf8'))).toEqual(['hello\n', 'hello\n', 'hello\n']);
  });
});
