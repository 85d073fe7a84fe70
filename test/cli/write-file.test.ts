import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFile } from '../../src/cli/write-file.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { signal } = new AbortController();

describe('writeFile', () => {
  it('replaces what is there, all of it, and keeps its mode', async () => {
    const path = join(temporaryDirectory(), 'report.json');
    writeFileSync(path, 'something that is longer');
    chmodSync(path, 0o640);
    await writeFile(path, ['new', Buffer.from('!')], signal);
    expect(readFileSync(path, 'utf8')).toBe('new!');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('leaves the other names of what it replaces alone', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'a'), 'old');
    linkSync(join(directory, 'a'), join(directory, 'b'));
    await writeFile(join(directory, 'a'), ['new'], signal);
    expect(readFileSync(join(directory, 'b'), 'utf8')).toBe('old');
  });

  it('writes through a link that the user has there', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'target'), 'old');
    symlinkSync('target', join(directory, 'link'));
    await writeFile(join(directory, 'link'), ['new'], signal);
    expect([readlinkSync(join(directory, 'link')), readFileSync(join(directory, 'target'), 'utf8')]).toEqual(['target', 'new']);
  });

  it('writes to a device as it is', async () => {
    await writeFile('/dev/null', ['new'], signal);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('leaves nothing behind, and what was there untouched, when it fails', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'a'), 'old');
    const failing = function* (): Generator<string> {
      yield 'half';
      throw new Error('a bug');
    };
    await expect(writeFile(join(directory, 'a'), failing(), signal)).rejects.toThrow('a bug');
    expect(readdirSync(directory)).toEqual(['a']);
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('old');
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const directory = temporaryDirectory();
    const interrupt = new AbortController();
    const endless = function* (): Generator<string> {
      setImmediate(() => interrupt.abort());
      for (;;) yield 'more';
    };
    await expect(writeFile(join(directory, 'a'), endless(), interrupt.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says what is wrong with the place', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'd'));
    await expect(writeFile(join(directory, 'd'), ['x'], signal)).rejects.toMatchObject({ code: 'unwritable' });
    await expect(writeFile(join(directory, 'no/file'), ['x'], signal)).rejects.toThrow(
      `${join(directory, 'no/file')}: expected to write there, got no such file or directory`,
    );
  });
});
