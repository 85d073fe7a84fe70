import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import { InspectError } from '../src/model/errors.ts';
import { defaultLimits } from '../src/model/limits.ts';
import type { Report } from '../src/model/report.ts';
import { inspecting } from './inspecting.ts';
import { dockerArchive } from './support/docker-archive.ts';
import { type OciImageInput, ociArchive, ociLayout } from './support/oci-layout.ts';
import { temporaryDirectory, temporaryFile, temporaryFiles } from './support/temporary-directory.ts';

const input: OciImageInput = {
  layers: [
    { '/etc/os-release': 'ID=test\n', '/bin/sh': 'a shell', '/tmp/cache': 500 },
    { '/bin/sh': { content: 'a shell', mode: 0o755 }, '/app/a': 'same', '/app/b': 100 },
    { '/.wh.tmp': 0, '/app/a': 'same' },
  ],
  history: ['ADD rootfs.tar /', 'RUN chmod 755 /bin/sh', 'COPY app /app'],
};

async function reportOf(reference: string, options = {}): Promise<Report> {
  const { report, close } = await inspecting(reference, options);
  close();
  return report;
}

/** What does not depend on how an image is stored. */
function substance({ layers, directories, waste, image }: Report) {
  return {
    layers: layers.map(({ diffId, sizeBytes, entryCount, createdBy, reclaimableBytes }) => ({
      diffId,
      sizeBytes,
      entryCount,
      createdBy,
      reclaimableBytes,
    })),
    directories,
    waste: { ...waste, reclaimableCompressedBytes: null },
    image: { sizeBytes: image.sizeBytes, entryCount: image.entryCount, imageId: image.imageId, platform: image.platform },
  };
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    return `none: ${JSON.stringify(await work)}`;
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('an inspection', () => {
  it('says where the bytes are, and which are wasted', async () => {
    const found = await reportOf(temporaryFile('image.tar', ociArchive({ ...input, compression: 'gzip' })));
    expect(found.waste.items.map(({ cause, path, bytes, layers, instruction }) => [cause, path, bytes, layers, instruction])).toEqual([
      ['deleted', '/tmp', 500, [0, 2], 'COPY app /app'],
      ['metadata-only', '/bin/sh', 7, [0, 1], 'RUN chmod 755 /bin/sh'],
      ['rewritten-identical', '/app/a', 4, [1, 2], 'COPY app /app'],
    ]);
    expect(found.layers.map(({ reclaimableBytes }) => reclaimableBytes)).toEqual([507, 4, 0]);
    expect(found.waste.reclaimableBytes).toBe(511);
    expect(found.waste.reclaimableCompressedBytes).toBeGreaterThan(0);
    expect(found.image).toMatchObject({ sizeBytes: 630, entryCount: 8, source: 'oci-archive' });
  });

  it('tells the same of an image however it is stored', async () => {
    const stored = [
      temporaryFile('gzip.tar', ociArchive({ ...input, compression: 'gzip' })),
      temporaryFile('plain.tar', ociArchive(input)),
      temporaryFiles(ociLayout({ ...input, compression: 'gzip' })),
      temporaryFiles(ociLayout(input)),
      temporaryFile('docker.tar', dockerArchive({ ...input, names: ['a:1'] })),
      temporaryFile('legacy.tar', dockerArchive({ ...input, names: ['a:1'] }, { form: 'legacy' })),
    ];
    const [first, ...rest] = await Promise.all(stored.map(async (reference) => substance(await reportOf(reference))));
    for (const found of rest) expect(found).toEqual(first);
  });

  it('tells the same from the cache, whatever filled it', async () => {
    const references = [
      temporaryFile('gzip.tar', ociArchive({ ...input, compression: 'gzip' })),
      temporaryFile('plain.tar', ociArchive(input)),
    ];
    const cold = await Promise.all(references.map((reference) => reportOf(reference)));
    const cacheDirectory = join(temporaryDirectory(), 'cache');
    for (const options of [{}, {}, { verify: true }, {}, { verify: true }]) {
      for (const [i, reference] of references.entries()) expect(await reportOf(reference, { cacheDirectory, ...options })).toEqual(cold[i]);
    }
  });

  it('reads layers only where it must', async () => {
    const reference = temporaryFile('image.tar', ociArchive({ ...input, compression: 'gzip' }));
    const cacheDirectory = join(temporaryDirectory(), 'cache');
    const cached: (readonly boolean[])[] = [];
    for (let look = 0; look < 2; look++) {
      await reportOf(reference, {
        cacheDirectory,
        onProgress: ({ layers }: { layers: readonly { isCached: boolean }[] }) => cached.push(layers.map(({ isCached }) => isCached)),
      });
    }
    expect(cached).toEqual([
      [false, false, false],
      [true, true, true],
    ]);
  });

  it('tells of the image before it reads a layer', async () => {
    const calls: string[] = [];
    await reportOf(temporaryFile('image.tar', ociArchive(input)), {
      onImage: () => calls.push('image'),
      onProgress: () => calls.push('progress'),
    });
    expect(calls).toEqual(['image', 'progress']);
  });

  it('hands out the tree, and where the bytes are until it is closed', async () => {
    const { tree, blobs, close } = await inspecting(temporaryFile('image.tar', ociArchive(input)));
    expect(tree.at(resolvePath(tree, '/bin/../app/a')!)).toMatchObject({ path: '/app/a', layer: 2 });
    expect(blobs).toHaveLength(3);
    close();
    close();
  });

  it('shows an analyzer that throws as failed, and goes on', async () => {
    const boom = {
      id: 'boom',
      title: 'Boom',
      analyze: () => {
        throw new Error('a bug');
      },
    };
    const { report, close } = await inspecting(temporaryFile('image.tar', ociArchive(input)), {}, [boom]);
    close();
    expect(report.outcomes).toContainEqual({ analyzer: 'boom', status: 'failed', unreadable: [], error: 'Error: a bug' });
    expect(report.waste.reclaimableBytes).toBe(511);
  });

  it('of an image without layers has nothing to say', async () => {
    const found = await reportOf(temporaryFile('image.tar', ociArchive({ layers: [] })));
    expect(found).toMatchObject({
      layers: [],
      directories: [{ path: '/', sizeBytes: 0, entryCount: 1 }],
      waste: { reclaimableBytes: 0, items: [], dive: { userWastedPercent: null } },
    });
  });
});

describe('an inspection fails', () => {
  const archive = ociArchive({ ...input, compression: 'gzip' });
  const layers = ociLayout({ ...input, compression: 'gzip' });

  /** The layout with the blob of one layer changed in place. */
  function altered(change: (blob: Uint8Array) => Uint8Array): string {
    const files = new Map(layers);
    const manifest = JSON.parse(Buffer.from(files.get('index.json')!).toString()) as { manifests: [{ digest: string }] };
    const image = JSON.parse(Buffer.from(files.get(`blobs/${manifest.manifests[0].digest.replace(':', '/')}`)!).toString()) as {
      layers: { digest: string }[];
    };
    const path = `blobs/${image.layers[1]!.digest.replace(':', '/')}`;
    files.set(path, change(files.get(path)!));
    return temporaryFiles(files);
  }

  it.each<[title: string, change: (blob: Uint8Array) => Uint8Array, expected: RegExp]>([
    [
      'for an altered layer',
      (blob) => blob.map((byte, at) => (at === blob.length - 3 ? byte ^ 1 : byte)),
      /^digest-mismatch: \S+: layer 1: expected the blob to have sha256:/,
    ],
    ['for a cut layer', (blob) => blob.subarray(0, -1), /^size-mismatch: .*layer 1 /],
    ['for a layer of something else', (blob) => Buffer.alloc(blob.length, 'x'), /^(?:digest-mismatch|malformed-tar): \S+: layer 1: /],
  ])('%s, and names it', async (_, change, expected) => {
    expect(await failure(inspecting(altered(change)))).toMatch(expected);
  });

  it('when it is interrupted', async () => {
    expect(await failure(inspecting(temporaryFile('image.tar', archive), { signal: AbortSignal.abort() }))).toBe(
      'interrupted: interrupted',
    );
  });

  it('for what is no image', async () => {
    expect(await failure(inspecting(temporaryFile('image.tar', 'text')))).toMatch(/^not-an-image: /);
    expect(await failure(inspecting(join(temporaryDirectory(), 'missing.tar')))).toMatch(/^not-found: /);
  });

  it('for too many entries, and says how to raise the limit', async () => {
    const reference = temporaryFile('image.tar', archive);
    expect(await failure(inspecting(reference, { limits: { ...defaultLimits, layerEntries: 2 } }))).toMatch(
      new RegExp(
        String.raw`^limit: ${reference}: layer 0: tar member at byte \d+: more than 2 \(limit layerEntries; raise it with --limit layerEntries=NUMBER\)$`,
      ),
    );
  });

  it('and leaves nothing in the cache of what was not as it said', async () => {
    const cacheDirectory = join(temporaryDirectory(), 'cache');
    await failure(
      inspecting(
        altered((blob) => blob.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
        { cacheDirectory },
      ),
    );
    const again = await reportOf(temporaryFile('image.tar', archive), { cacheDirectory });
    expect(again.waste.reclaimableBytes).toBe(511);
  });
});
