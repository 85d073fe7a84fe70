import { gzipSync } from 'fflate';

/** zstd and xz have no writer here: a test that needs them keeps a compressed blob. */
export type TestCompression = 'none' | 'gzip';

/** fflate and not zlib: its bytes are the same under every Node, and it writes no time. */
export function compress(bytes: Uint8Array, compression: TestCompression): Uint8Array {
  return compression === 'none' ? bytes : gzipSync(bytes, { mtime: 0, level: 9 });
}
