import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hashNodes } from '../../src/build/hash-nodes.ts';
import { planDocument } from '../../src/build/plan-document.ts';
import { listTree } from '../../src/filesystem/list-tree.ts';
import { rootNode } from '../../src/filesystem/node-table.ts';
import { seen } from '../filesystem/squashed.ts';
import type { TestCompression } from '../support/compress.ts';
import { plan } from '../support/plan.ts';
import { imageOf, slimming } from './slimming.ts';

const capability = Buffer.from([1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).toString('base64');

function image(compression: TestCompression = 'gzip') {
  return imageOf(
    [
      {
        '/bin/': { mode: 0o711, uid: 3, gid: 4, mtime: 50 },
        '/bin/app': { content: 'program', mode: 0o4755, uid: 1, gid: 2, mtime: 100, xattrs: { 'security.capability': capability } },
        '/bin/again': { kind: 'hardlink', linkTarget: '/bin/app' },
        '/lib/libc.so': 'library',
        '/etc/passwd': 'root:x:0:0::/:\n',
      },
      {
        '/srv/': {},
        '/srv/empty/': { mode: 0o1777 },
        '/srv/link': { linkTarget: '../bin/app' },
        '/srv/data': 'data of the application',
        '/srv/zero': '',
        '/etc/passwd': 'changed\n',
      },
    ],
    { compression },
  );
}

const files = [
  '/bin',
  '/bin/again',
  '/bin/app',
  { path: '/lib/libc.so', part: 'runtime' as const },
  '/srv',
  '/srv/empty',
  '/srv/link',
  '/srv/data',
  '/srv/zero',
];

describe('a slim image', () => {
  it('has the files of the plan, the runtime below the application', async () => {
    const { back } = await slimming(await image(), { files });
    expect(seen(back.tree)).toEqual([
      '/bin directory @1',
      '/bin/again file 7 @1',
      '/bin/app hardlink 7 @1 -> /bin/again',
      '/lib directory @0',
      '/lib/libc.so file 7 @0',
      '/srv directory @1',
      '/srv/data file 23 @1',
      '/srv/empty directory @1',
      '/srv/link symlink @1 -> ../bin/app',
      '/srv/zero file 0 @1',
    ]);
  });

  it('keeps modes, owners, times, attributes and contents', async () => {
    const original = await image();
    const { back } = await slimming(original, { files });
    const at = (path: string) => back.tree.at(back.tree.find(path)!);
    expect(at('/bin/app')).toMatchObject({ mode: 0o4755, uid: 1, gid: 2, mtime: 100 });
    expect(at('/bin')).toMatchObject({ mode: 0o711, uid: 3, gid: 4, mtime: 50 });
    expect(at('/srv/empty')).toMatchObject({ mode: 0o1777 });
    expect(back.tree.layerEntry(back.tree.inodeAt(back.tree.find('/bin/app')!)!).extra).toEqual({
      xattrs: { 'security.capability': capability },
    });
    const nodes = ['/bin/app', '/srv/data', '/srv/zero'];
    const slim = await hashNodes(
      back,
      nodes.map((path) => back.tree.find(path)!),
    );
    const before = { image: original.image, tree: original.tree, blobs: original.blobs, limits: back.limits };
    const hashes = await hashNodes(
      before,
      nodes.map((path) => original.tree.find(path)!),
    );
    expect([...slim.values()]).toEqual([...hashes.values()]);
  });

  it('has in each layer the directories that its files lie in, as the image has them', async () => {
    const { back } = await slimming(await image(), { files: [{ path: '/bin/app', part: 'runtime' }, '/srv/data'] });
    expect(back.tree.layers.map(({ entryCount }) => entryCount)).toEqual([2, 2]);
    expect(back.tree.at(back.tree.find('/bin')!)).toMatchObject({ mode: 0o711, uid: 3, gid: 4 });
  });

  it('has what the plan makes in the place of what the image has', async () => {
    const made = [
      { path: '/etc/passwd', kind: 'file', mode: 0o600, uid: 7, gid: 8, content: 'app:x:1:1::/:\n', linkTarget: null, reason: 'user' },
      { path: '/run/app', kind: 'directory', mode: 0o750, uid: 7, gid: 8, content: '', linkTarget: null, reason: 'user' },
      { path: '/lib64', kind: 'symlink', mode: 0o777, uid: 0, gid: 0, content: '', linkTarget: 'lib', reason: 'user' },
    ] as const;
    const { back } = await slimming(await image(), {
      files: ['/etc/passwd'],
      made,
      writablePaths: [{ path: '/data', uid: 5, gid: 6, mode: 0o700, reason: 'volume' }],
    });
    expect(seen(back.tree)).toEqual([
      '/data directory @0',
      '/etc directory @0',
      '/etc/passwd file 14 @0',
      '/lib64 symlink @0 -> lib',
      '/run directory @0',
      '/run/app directory @0',
    ]);
    expect(back.tree.at(back.tree.find('/etc/passwd')!)).toMatchObject({ mode: 0o600, uid: 7, gid: 8 });
    expect(back.tree.at(back.tree.find('/data')!)).toMatchObject({ mode: 0o700, uid: 5, gid: 6 });
  });

  it('is the same from the same image, however that is stored', async () => {
    const original = await image();
    const digests = async (from: Awaited<ReturnType<typeof image>>) => {
      const { built } = await slimming(from, {}, { plan: plan({ files }, original.image, original.tree) });
      return [built.staged.config.digest, ...built.staged.layers.map(({ digest }) => digest)];
    };
    expect(await digests(original)).toEqual(await digests(await image('none')));
  });

  it('says nothing of who made it, and when', async () => {
    const { built, plan: made } = await slimming(await image(), { files });
    const config = JSON.parse(built.staged.config.bytes.toString()) as Record<string, unknown>;
    expect(config).toEqual({
      created: '2023-11-14T22:13:20Z',
      architecture: 'amd64',
      os: 'linux',
      config: { User: '1000:1000', Env: ['PATH=/bin'], WorkingDir: '' },
      rootfs: { type: 'layers', diff_ids: built.staged.layers.map(({ diffId }) => diffId) },
      history: [
        {
          created: '2023-11-14T22:13:20Z',
          created_by: `flense slim: runtime of ${made.source.manifestDigest}`,
          comment: '2 entries, balanced plan of flense 1.2.3',
        },
        {
          created: '2023-11-14T22:13:20Z',
          created_by: `flense slim: application of ${made.source.manifestDigest}`,
          comment: '8 entries, balanced plan of flense 1.2.3',
        },
      ],
    });
    expect(built.staged.annotations['flense.plan.digest']).toBe(planDocument(made).digest);
    expect(planDocument(made).bytes.toString()).not.toContain('image.tar');
  });

  it('is gzip that every reader takes', async () => {
    const { built } = await slimming(await imageOf([{ '/big': 3_000_000, '/small': 'x' }]), { files: ['/big', '/small'] });
    const [layer] = built.staged.layers;
    expect(gunzipSync(readFileSync(layer!.path)).length).toBeGreaterThan(3_000_000);
    expect(layer!.storedBytes).toBeLessThan(30_000);
  });

  it('is a plain tar where that is asked for', async () => {
    const { built } = await slimming(await image(), { files }, { compression: 'none' });
    expect(built.staged.layers.map(({ digest }) => digest)).toEqual(built.staged.layers.map(({ diffId }) => diffId));
  });

  it('is on its base, and ships nothing that this has just so', async () => {
    const base = await imageOf(
      [{ '/lib/': {}, '/lib/libc.so': 'library', '/bin/': {}, '/srv/': {}, '/srv/data': 'data of another applicant' }],
      { history: ['base'] },
    );
    const { back, built } = await slimming(await image(), { files }, { base });
    expect(built.staged.layers[0]!.diffId).toBe(base.image.layers[0]!.diffId);
    expect(seen(back.tree).filter((line) => line.includes('@0'))).toEqual(['/lib directory @0', '/lib/libc.so file 7 @0']);
    expect(built.staged.layers).toHaveLength(2);
  });

  it('is refused for a plan of another image', async () => {
    await expect(slimming(await image(), {}, { plan: plan({ files }) })).rejects.toMatchObject({ code: 'usage' });
  });

  it('is refused for a path that the image does not have, or has as something else', async () => {
    await expect(slimming(await image(), { files: ['/none'] })).rejects.toMatchObject({ code: 'no-such-path' });
    await expect(slimming(await image(), { files: [{ path: '/srv/link', kind: 'file' }] })).rejects.toMatchObject({ code: 'no-such-path' });
  });

  it('is refused for a file below a link, which would be written through', async () => {
    const made = [{ path: '/srv/link/x', kind: 'file', mode: 0o600, uid: 0, gid: 0, content: 'x', linkTarget: null, reason: '' }] as const;
    await expect(slimming(await image(), { files: ['/srv/link'], made })).rejects.toMatchObject({ code: 'unsafe-path' });
  });

  it('is refused where it would be larger than allowed', async () => {
    await expect(slimming(await image(), { files }, { limits: { layerBytes: 20 } })).rejects.toMatchObject({ code: 'limit' });
  });

  it('has names that are no text as they are', async () => {
    const name = '/a\udcff\n b';
    const { back } = await slimming(await imageOf([{ [name]: 'x' }]), { files: [name] });
    expect([...listTree(back.tree, rootNode)].map((node) => back.tree.path(node))).toEqual(['/', name]);
  });
});
