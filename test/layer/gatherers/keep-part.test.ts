import { describe, expect, it } from 'vitest';
import { keepPart } from '../../../src/layer/gatherers/keep-part.ts';
import type { KeptPart } from '../../../src/model/facts.ts';

function keep(text: string, part: KeptPart, isTruncated = false): string {
  const bytes = Buffer.from(text);
  const content = { read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  return keepPart({ name: '', content, length: bytes.length, isTruncated }, part)!.toString('utf8');
}

describe('the part json', () => {
  const part: KeptPart = { form: 'json', fields: ['name', 'version', '__proto__'] };

  it('is the fields at the top that are asked for', () => {
    expect(keep('{"x":{"name":1},"version":"1","name":["a"],"other":2}', part)).toBe('{"name":["a"],"version":"1"}');
  });

  it.each([
    ['{}', '{}'],
    ['\ufeff{"name":null}', '{"name":null}'],
    ['', ''],
    ['[]', ''],
    ['null', ''],
    ['"name"', ''],
    ['{"name":1', ''],
    [`{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, ''],
  ])('of %.20j is %j', (text, kept) => {
    expect(keep(text, part)).toBe(kept);
  });

  it('is nothing of a document that was cut', () => {
    expect(keep('{"name":1}', part, true)).toBe('');
  });
});

describe('the part lines', () => {
  const part: KeptPart = { form: 'lines', fields: ['P', 'Version'] };

  it('is the lines of these names, and what parts paragraphs', () => {
    expect(keep('P:a\nX:1\nVersion: 2\n P: no\n\nQ: x\nP: b\r\n\r\nP', part)).toBe('P:a\nVersion: 2\n\nP: b\r\n\r\n');
  });

  it('is the beginning of what was cut', () => {
    expect(keep('P:a\nVersion: 1.', part, true)).toBe('P:a\nVersion: 1.');
  });

  it.each(['', '\n\n', 'hello', 'VersionX: 1\n'])('of %j is nothing', (text) => {
    expect(keep(text, part)).toBe('');
  });
});

describe('the part paths', () => {
  it('leaves directories out that come before their files, and shortens neighbours', () => {
    const list = '/.\n/usr\n/usr/bin\n/usr/bin/a\n/usr/bin/b\n/usr/binary\n/usr/share\n/usr/share/doc\n/x';
    expect(keep(list, { form: 'paths', columns: 'one' })).toBe('/.\n/usr/bin/a\n\0b\n/usr/binary\n/usr/share/doc\n/x\n');
  });

  it('of CSV is the first column, in quotes as it is', () => {
    const record = 'a/__init__.py,sha256=x/y,10\na/b.py,,\n"a/c,d.py",x,1\na/e.py,,\nsix.py,,\nseven.py,,\n,,\n';
    const kept = 'a/__init__.py\n\0b.py\n"a/c,d.py",x,1\na/e.py\nsix.py\nseven.py\n';
    expect(keep(record, { form: 'paths', columns: 'csv' })).toBe(kept);
  });

  it('is never longer than the whole, and a line end', () => {
    for (const list of ['', '\n\n', '/', '/a\n/b\n/c', 'a\nb', '/a/\n/a/\n', ',', '"', '\0']) {
      for (const columns of ['one', 'csv'] as const)
        expect(keep(list, { form: 'paths', columns }).length).toBeLessThanOrEqual(list.length + 1);
    }
  });
});
