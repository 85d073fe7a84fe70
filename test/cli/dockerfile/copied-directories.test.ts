import { describe, expect, it } from 'vitest';
import { plannedEntries } from '../../../src/build/planned-entries.ts';
import { plannedNodes } from '../../../src/build/planned-nodes.ts';
import { copiedDirectories } from '../../../src/cli/dockerfile/copied-directories.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { inspecting } from '../../inspecting.ts';
import { dockerArchive } from '../../support/docker-archive.ts';
import type { LayerInput } from '../../support/layers.ts';
import { plan } from '../../support/plan.ts';
import { temporaryFile } from '../../support/temporary-directory.ts';

const kept = ['/a', '/a/1', '/a/2', '/a/3', '/a/4', '/a/5', '/a/b', '/a/b/6', '/a/b/7'];
const layer = Object.fromEntries([...kept.filter((path) => /\d$/.test(path)), '/a/left'].map((path) => [path, 'x']));

async function copied(files: LayerInput, paths: readonly string[], more: Partial<Plan> = {}, mayLeave = true) {
  const inspection = await inspecting(temporaryFile('image.tar', dockerArchive({ layers: [files] })));
  inspection.close();
  const { image, tree } = inspection;
  const made = { ...plan({ files: paths }, image, tree), ...more };
  return [...copiedDirectories(plannedEntries(made, tree, plannedNodes(made, tree), 0), made, tree, mayLeave)];
}

describe('the directories that are copied at once', () => {
  it('are the outermost of which all is kept', async () => {
    expect(
      await copied({ '/a/1': 'x', '/a/b/2': 'x', '/c/3': 'x', '/c/left': 'x' }, ['/a', '/a/1', '/a/b', '/a/b/2', '/c', '/c/3']),
    ).toEqual([['/a', []]]);
  });

  it('are those of which little is left, where it can be taken away again', async () => {
    expect(await copied(layer, kept)).toEqual([['/a', ['/a/left']]]);
    expect(await copied(layer, kept, {}, false)).toEqual([['/a/b', []]]);
  });

  it('are not those of which much is left, be it in number or in bytes', async () => {
    const many = Object.fromEntries(['w', 'x', 'y', 'z'].map((name) => [`/a/${name}`, 'x']));
    expect(await copied({ ...layer, ...many }, kept)).toEqual([['/a/b', []]]);
    expect(await copied({ ...layer, '/a/left': new Uint8Array(65e6) }, kept)).toEqual([['/a/b', []]]);
  });

  it('are not those in which something is altered, made, or mounted by the engine', async () => {
    const own = { uid: 0, gid: 0, mode: 0o700, reason: 'why' };
    const file = { ...own, kind: 'file' as const, content: '', linkTarget: null };
    expect(await copied(layer, kept, { writablePaths: [{ path: '/a/b', ...own }] })).toEqual([]);
    expect(await copied(layer, kept, { made: [{ path: '/a/b/new', ...file }] })).toEqual([]);
    expect(await copied({ '/etc/hosts': 'x', '/etc/a': 'x' }, ['/etc', '/etc/hosts', '/etc/a'])).toEqual([]);
  });

  it('leave nothing that no shell could name', async () => {
    const { '/a/left': _, ...rest } = layer;
    expect(await copied({ ...rest, '/a/left\n': 'x' }, kept)).toEqual([['/a/b', []]]);
  });

  it('may be empty', async () => {
    expect(await copied({ '/a/1': 'x', '/b/': {} }, ['/b'])).toEqual([['/b', []]]);
    expect(await copied({ '/a/1': 'x', '/b/': {} }, ['/b'], {}, false)).toEqual([]);
  });
});
