import { describe, expect, it } from 'vitest';
import { StringScanner } from '../../src/layer/scan-strings.ts';
import type { FileStrings } from '../../src/model/file-strings.ts';

function scan(bytes: Buffer, chunkBytes = bytes.length || 1): FileStrings {
  const scanner = new StringScanner(['getaddrinfo', 'iconv_open']);
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(bytes.subarray(at, at + chunkBytes));
  return scanner.end();
}

const text = [
  '\x7fELF',
  'libfoo.so.1',
  '/etc/app.conf',
  'iconv_open',
  'lib%s.so',
  'my_iconv_open',
  '/usr/%d',
  'see libbar.so',
  '/etc/a b',
].join('\0');
const expected = { libraries: ['libbar.so', 'libfoo.so.1'], paths: ['/etc/app.conf', '/usr/%d'], functions: ['iconv_open'] };

describe('StringScanner', () => {
  it('finds names of libraries, whole absolute paths, and functions by their whole name', () => {
    expect(scan(Buffer.from(`${text}\0`))).toEqual(expected);
  });

  it.each([1, 7, 64])('finds the same in pieces of %i bytes', (chunkBytes) => {
    expect(scan(Buffer.from(`${text}\0`), chunkBytes)).toEqual(expected);
  });

  it('finds what the file begins and ends with', () => {
    expect(scan(Buffer.from('libfoo.so')).libraries).toEqual(['libfoo.so']);
    expect(scan(Buffer.from('/etc/x')).paths).toEqual(['/etc/x']);
  });

  it('passes over what is too long to be a name', () => {
    expect(scan(Buffer.from(`\0/${'a'.repeat(1_000)}\0${'b'.repeat(1_000)}.so\0`)).paths).toEqual([]);
  });
});
