import { describe, expect, it } from 'vitest';
import { zipEntries } from '../../../../src/advise/languages/java/zip-entries.ts';
import { javaArchive } from '../../../support/java-archive.ts';

const text = (bytes: Uint8Array | null | undefined): string | null => (bytes == null ? null : Buffer.from(bytes).toString('utf8'));

describe('a zip archive', () => {
  const archive = javaArchive({ 'a/b.txt': 'hello hello hello hello', c: { stored: Buffer.from('stored') } });

  it('has its files by the central directory, packed or not, and with a script before it', () => {
    for (const bytes of [archive, Buffer.concat([Buffer.from('#!/bin/sh\nexec java -jar "$0"\n'), archive])]) {
      expect(zipEntries(bytes)?.map(({ name, sizeBytes, content }) => [name, sizeBytes, text(content(100))])).toEqual([
        ['a/b.txt', 23, 'hello hello hello hello'],
        ['c', 6, 'stored'],
      ]);
    }
  });

  it('gives no more than is asked for', () => {
    expect(zipEntries(archive)?.map(({ content }) => content(5))).toEqual([null, null]);
  });

  it('is read no more often than an honest one has to be', () => {
    const [first] = zipEntries(archive) ?? [];
    const readings = Array.from({ length: 1_000 }, () => first?.content(100) ?? null);
    expect([text(readings[0]), text(readings[3]), text(readings.at(-1))]).toEqual([
      'hello hello hello hello',
      'hello hello hello hello',
      null,
    ]);
  });

  it('is not what ends otherwise', () => {
    expect([zipEntries(new Uint8Array()), zipEntries(Buffer.from('PK')), zipEntries(Buffer.alloc(100))]).toEqual([null, null, null]);
  });

  it('never fails, whatever is damaged', () => {
    for (let at = 0; at < archive.length; at++) {
      const damaged = Buffer.from(archive);
      damaged[at] = damaged[at]! ^ 0xff;
      for (const entry of zipEntries(damaged) ?? []) expect(entry.content(1000)?.length ?? 0).toBeLessThanOrEqual(1000);
    }
  });
});
