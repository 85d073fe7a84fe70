import { describe, expect, it } from 'vitest';
import { openFileReader } from '../../../src/cli/advise/file-reader.ts';
import { squash } from '../../../src/filesystem/squash.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { imageOf } from '../../layer/images.ts';
import { indexOf } from '../../layer/indexed.ts';
import { layer } from '../../support/layers.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const tar = layer({ '/a.py': 'import b', '/dir/': 0, '/long': 'x'.repeat(100) });

/** Looks at the same image once more; tells what a scan made, and of which files it was asked. */
async function look(directory: string | null, build: string | null, name = 'words') {
  const { image, blobs } = imageOf([{ bytes: tar }]);
  const tree = squash([await indexOf(tar)], [1, 2]);
  const named = blobs.map((blob) => (blob.kind === 'file' ? { ...blob, fileId: 'same' } : blob));
  const reader = openFileReader({ tree, image, blobs: named }, directory, build, {
    limits: defaultLimits,
    temporaryDirectory: temporaryDirectory(),
    signal: new AbortController().signal,
  });
  const seen: string[] = [];
  const nodes = ['/a.py', '/dir', '/long'].map((path) => tree.find(path)!);
  const found = await reader.scan(name, nodes, 50, (bytes) => {
    seen.push(Buffer.from(bytes).toString());
    return { words: Buffer.from(bytes).toString().split(' ') };
  });
  reader.save();
  reader.close();
  return { found: [...found].map(([node, made]) => [tree.path(node), made]), seen };
}

const made = [['/a.py', { words: ['import', 'b'] }]];

describe('what is made of a file by scanning it', () => {
  it('is kept for the same code and image, and the file is not read again', async () => {
    const directory = temporaryDirectory();
    expect(await look(directory, 'build')).toEqual({ found: made, seen: ['import b'] });
    expect(await look(directory, 'build')).toEqual({ found: made, seen: [] });
  });

  it('is made anew by other code, under another name, and where nothing is kept', async () => {
    const directory = temporaryDirectory();
    await look(directory, 'build');
    const others = [await look(directory, 'other'), await look(directory, 'build', 'other'), await look(null, 'build')];
    const unbuilt = [await look(directory, null), await look(directory, null)];
    expect([...others, ...unbuilt]).toEqual(Array(5).fill({ found: made, seen: ['import b'] }));
  });
});
