import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentCache } from '../../src/layer/content-cache.ts';
import { IndexCache } from '../../src/layer/index-cache.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { imageOf } from './images.ts';

function open(directory: string, content = 'x'): ContentCache {
  // Of one file on disk as far as its identity goes, as two looks at one image are.
  const { image, blobs } = imageOf([{ bytes: layer({ '/a': content }) }]);
  const same = blobs.map((blob) => (blob.kind === 'file' ? { ...blob, fileId: content } : blob));
  return new ContentCache(directory, image, same);
}

function filled(directory: string): void {
  const cache = open(directory);
  cache.set('0:512', Buffer.from('text'));
  cache.set('empty', new Uint8Array());
  cache.save();
}

describe('ContentCache', () => {
  it('gives back what was kept, for the same bytes only', () => {
    const directory = temporaryDirectory();
    filled(directory);
    const again = open(directory);
    expect([Buffer.from(again.get('0:512')!).toString(), again.get('empty')?.length, again.get('else')]).toEqual(['text', 0, null]);
    expect(open(directory, 'y').get('0:512')).toBeNull();
  });

  it('writes nothing when nothing was read', () => {
    const directory = temporaryDirectory();
    open(directory).save();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('takes a damaged entry for none', () => {
    const directory = temporaryDirectory();
    filled(directory);
    const [name] = readdirSync(directory, { recursive: true }).filter((path) => String(path).endsWith('.index'));
    const path = join(directory, String(name));
    const bytes = readFileSync(path);
    for (const damaged of [bytes.subarray(0, 40), Buffer.concat([bytes.subarray(0, -1), Buffer.of(7)]), Buffer.alloc(0)]) {
      writeFileSync(path, damaged);
      expect(open(directory).get('0:512')).toBeNull();
    }
  });

  it('is listed and removed with the indexes', () => {
    const directory = temporaryDirectory();
    filled(directory);
    const cache = new IndexCache(directory);
    expect(cache.list()).toHaveLength(1);
    cache.prune(0);
    expect(open(directory).get('0:512')).toBeNull();
  });

  it('keeps nothing that is too large', () => {
    const directory = temporaryDirectory();
    const cache = open(directory);
    cache.set('large', Buffer.alloc(9 * 1_048_576));
    expect(cache.get('large')).toBeNull();
  });
});
