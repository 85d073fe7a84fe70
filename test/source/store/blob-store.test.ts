import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { drain } from '../../../src/source/drain.ts';
import { type HeldFiles, heldFiles } from '../../../src/source/held-files.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { BlobStore } from '../../../src/source/store/blob-store.ts';
import { digestOf } from '../../support/image-config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function held(): HeldFiles {
  const files = heldFiles();
  onTestFinished(files.close);
  return files;
}

function described(text: string) {
  return { digest: digestOf(Buffer.from(text)), sizeBytes: text.length };
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

function fileOf(text: string): string {
  return digestOf(Buffer.from(text)).replace(':', '-');
}

describe('the store of blobs', () => {
  it('gives back what it was given', async () => {
    const store = new BlobStore(join(temporaryDirectory(), 'store'));
    expect(store.find(described('hello'), held())).toBeNull();
    const kept = await drain(store.keep(described('hello'), chunks('he', 'llo'), held()));
    expect(readStored(kept).toString()).toBe('hello');
    expect(readStored(store.find(described('hello'), held())!).toString()).toBe('hello');
    expect(readdirSync(store.directory)).toEqual([fileOf('hello')]);
  });

  it.each([
    ['digest-mismatch', chunks('hullo')],
    ['size-mismatch', chunks('hell')],
    ['size-mismatch', chunks('hello', '!')],
  ])('keeps nothing of a blob with a %s', async (code, bytes) => {
    const store = new BlobStore(join(temporaryDirectory(), 'store'));
    await expect(drain(store.keep(described('hello'), bytes, held()))).rejects.toMatchObject({ code });
    expect(readdirSync(store.directory)).toEqual([]);
  });

  it('removes a blob whose bytes were altered', async () => {
    const store = new BlobStore(temporaryDirectory());
    const { signal } = new AbortController();
    await drain(store.keep(described('hello'), chunks('hello'), held()));
    expect(readStored((await store.findVerified(described('hello'), held(), signal))!).toString()).toBe('hello');
    writeFileSync(join(store.directory, fileOf('hello')), 'hullo');
    expect(await store.findVerified(described('hello'), held(), signal)).toBeNull();
    expect(readdirSync(store.directory)).toEqual([]);
    expect(await store.findVerified(described('hello'), held(), signal)).toBeNull();
  });

  it('does not go on to verify a blob after an interrupt', async () => {
    const store = new BlobStore(temporaryDirectory());
    await drain(store.keep(described('hello'), chunks('hello'), held()));
    await expect(store.findVerified(described('hello'), held(), AbortSignal.abort())).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(store.directory)).toEqual([fileOf('hello')]);
  });

  it('keeps nothing of a blob that breaks off', async () => {
    const store = new BlobStore(join(temporaryDirectory(), 'store'));
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('he');
      throw new Error('gone');
    }
    await expect(drain(store.keep(described('hello'), broken(), held()))).rejects.toThrow('gone');
    expect(readdirSync(store.directory)).toEqual([]);
  });

  it('does not see a blob that was cut short, and what is no file', async () => {
    const store = new BlobStore(temporaryDirectory());
    await drain(store.keep(described('hello'), chunks('hello'), held()));
    truncateSync(join(store.directory, fileOf('hello')), 2);
    expect(store.find(described('hello'), held())).toBeNull();
    mkdirSync(join(store.directory, fileOf('other')));
    expect(store.find({ ...described('other'), sizeBytes: null }, held())).toBeNull();
  });

  it('removes the least recently used when it is full, which whoever has it open does not notice', async () => {
    const store = new BlobStore(temporaryDirectory(), 10);
    const first = await drain(store.keep(described('first'), chunks('first'), held()));
    utimesSync(join(store.directory, fileOf('first')), 1, 1);
    await drain(store.keep(described('second'), chunks('second'), held()));
    expect(readdirSync(store.directory)).toEqual([fileOf('second')]);
    expect(readStored(first).toString()).toBe('first');
  });

  it('counts finding as using', async () => {
    const store = new BlobStore(temporaryDirectory());
    for (const [i, text] of ['a', 'b', 'c'].entries()) {
      await drain(store.keep(described(text), chunks(text), held()));
      utimesSync(join(store.directory, fileOf(text)), i + 1, i + 1);
    }
    store.find(described('a'), held());
    expect(store.list().map(({ name }) => name)).toEqual([fileOf('a'), fileOf('c'), fileOf('b')]);
    expect(store.prune(1).map(({ name }) => name)).toEqual([fileOf('c'), fileOf('b')]);
  });

  it('lets others write, and removes what dead ones left', async () => {
    const store = new BlobStore(temporaryDirectory(), 1);
    const [alive, dead] = [join(store.directory, 'alive.tmp'), join(store.directory, 'dead.tmp')];
    for (const path of [alive, dead]) writeFileSync(path, 'half a blob');
    utimesSync(dead, 1, 1);
    await drain(store.keep(described('x'), chunks('x'), held()));
    expect([existsSync(alive), existsSync(dead)]).toEqual([true, false]);
    expect(readFileSync(alive, 'utf8')).toBe('half a blob');
  });

  it('takes one blob from two writers at once', async () => {
    const directory = temporaryDirectory();
    const text = 'x'.repeat(100_000);
    const slowly = async function* (): AsyncGenerator<Buffer> {
      for (let at = 0; at < text.length; at += 1_000) {
        await new Promise(setImmediate);
        yield Buffer.from(text.slice(at, at + 1_000));
      }
    };
    const writers = [1, 2, 3].map(() => drain(new BlobStore(directory).keep(described(text), slowly(), held())));
    for (const blob of await Promise.all(writers)) expect(digestOf(readStored(blob))).toBe(digestOf(Buffer.from(text)));
    expect(readdirSync(directory)).toEqual([fileOf(text)]);
  });

  it('says where it cannot write', async () => {
    const directory = join(temporaryDirectory(), 'file');
    writeFileSync(directory, '');
    await expect(drain(new BlobStore(join(directory, 'store')).keep(described('x'), chunks('x'), held()))).rejects.toMatchObject({
      code: 'unwritable',
    });
  });
});
