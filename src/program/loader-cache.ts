/** Library name → where it lies, in the loader's order of preference. */
export type LoaderCache = ReadonlyMap<string, readonly string[]>;

const oldMagic = 'ld.so-1.7.0';
const newMagic = 'glibc-ld.so.cache1.1';
const oldEntryBytes = 12;
const newEntryBytes = 24;
const newHeaderBytes = 48;
/** Some hundred times what a large distribution has. */
const maxEntries = 1_000_000;
const maxNameBytes = 4_096;

/**
 * `/etc/ld.so.cache` in the form of glibc 2.2 and later, also behind the older one; of either byte order.
 * https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/dl-cache.h
 * @returns null where it is no such file
 */
export function parseLoaderCache(bytes: Uint8Array): LoaderCache | null {
  const cache = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = newFormatStart(cache);
  if (start === null || cache.length < start + newHeaderBytes) return null;
  const isLittle = isLittleEndian(cache, start);
  const word = (at: number): number => (isLittle ? cache.readUInt32LE(at) : cache.readUInt32BE(at));
  const count = word(start + 20);
  if (count > maxEntries || start + newHeaderBytes + count * newEntryBytes > cache.length) return null;
  const found = new Map<string, string[]>();
  for (let i = 0; i < count; i++) {
    const at = start + newHeaderBytes + i * newEntryBytes;
    const [name, path] = [textAt(cache, start + word(at + 4)), textAt(cache, start + word(at + 8))];
    if (name === null || path === null) continue;
    const known = found.get(name);
    if (known === undefined) found.set(name, [path]);
    else known.push(path);
  }
  return found;
}

/** The new form may follow the old one, aligned to eight bytes. */
function newFormatStart(cache: Buffer): number | null {
  const magicAt = (at: number): boolean => cache.toString('latin1', at, at + newMagic.length) === newMagic;
  if (magicAt(0)) return 0;
  if (cache.toString('latin1', 0, oldMagic.length) !== oldMagic || cache.length < 16) return null;
  for (const count of [cache.readUInt32LE(12), cache.readUInt32BE(12)]) {
    const end = 16 + count * oldEntryBytes;
    const at = Math.ceil(end / 8) * 8;
    if (at < cache.length && magicAt(at)) return at;
  }
  return null;
}

/** Bits 0 and 1 of the flags say it since glibc 2.33; before, the count is only sane one way. */
function isLittleEndian(cache: Buffer, start: number): boolean {
  const endian = cache[start + 28]! & 3;
  if (endian === 2 || endian === 3) return endian === 2;
  return cache.readUInt32LE(start + 20) <= cache.readUInt32BE(start + 20);
}

function textAt(cache: Buffer, at: number): string | null {
  const end = cache.subarray(at, at + maxNameBytes).indexOf(0);
  return at >= cache.length || end < 0 ? null : cache.toString('utf8', at, at + end);
}
