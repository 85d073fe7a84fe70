import { describe, expect, it } from 'vitest';
import { parseLoaderCache } from '../../src/program/loader-cache.ts';
import { loaderCache } from '../support/loader-cache.ts';

const entries = [
  ['libz.so.1', '/usr/lib/libz.so.1'],
  ['libz.so.1', '/usr/lib/glibc-hwcaps/x86-64-v3/libz.so.1'],
  ['libm.so.6', '/lib/libm.so.6'],
] as const;

const parsed = new Map([
  ['libz.so.1', ['/usr/lib/libz.so.1', '/usr/lib/glibc-hwcaps/x86-64-v3/libz.so.1']],
  ['libm.so.6', ['/lib/libm.so.6']],
]);

describe('parseLoaderCache', () => {
  it.each(['little', 'big'] as const)('reads names and paths of %s endian caches', (endian) => {
    expect(parseLoaderCache(loaderCache(entries, { endian }))).toEqual(parsed);
  });

  it('finds the new form behind the old one', () => {
    expect(parseLoaderCache(loaderCache(entries, { oldEntries: 3 }))).toEqual(parsed);
  });

  it('takes a cache without a mark of its byte order', () => {
    expect(parseLoaderCache(loaderCache(entries, { isMarked: false }))).toEqual(parsed);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', Buffer.from('/usr/lib\n'.repeat(20))],
    ['a cut header', loaderCache(entries).subarray(0, 40)],
    ['fewer entries than it claims', loaderCache(entries).subarray(0, 100)],
  ])('is null for %s', (_, bytes) => {
    expect(parseLoaderCache(bytes)).toBeNull();
  });

  it('leaves out entries whose names lie outside', () => {
    const cache = Buffer.from(loaderCache(entries));
    cache.writeUInt32LE(0xffff_fff0, 48 + 4);
    expect(parseLoaderCache(cache)?.get('libz.so.1')).toEqual(['/usr/lib/glibc-hwcaps/x86-64-v3/libz.so.1']);
  });
});
