/** How bytes are wrapped, by their magic and never by a name or media type. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** zstd streams may begin with skippable frames (zstd:chunked puts its own at the end, others at the front). */
export function sniffCompression(head: Uint8Array): Compression {
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip';
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  if ((head[0] ?? 0) >>> 4 === 5 && startsWith(head.subarray(1), [0x2a, 0x4d, 0x18])) return 'zstd';
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) return 'xz';
  if (startsWith(head, [0x42, 0x5a, 0x68]) && (head[3] ?? 0) >= 0x31 && (head[3] ?? 0) <= 0x39) return 'bzip2';
  return 'none';
}

/** Whether the first 512 bytes are a tar header by its checksum; the magic is missing in archives of before 1988 and in some of today. */
export function looksLikeTar(head: Uint8Array): boolean {
  if (head.length < 512 || head.subarray(0, 512).every((byte) => byte === 0)) return false;
  const stored = Number.parseInt(latin1(head.subarray(148, 156)).replace(/^[ \0]+/, ''), 8);
  let sum = 256;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += head[i]!;
  return sum === stored;
}

/** A word for the user about bytes that are not what was expected. */
export function describeBytes(head: Uint8Array): string {
  if (head.length === 0) return 'nothing';
  const compression = sniffCompression(head);
  if (compression !== 'none') return `${compression} data`;
  if (looksLikeTar(head)) return 'a tar header';
  if (startsWith(head, [0x7f, 0x45, 0x4c, 0x46])) return 'an ELF file';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'a zip file';
  if (/^\s*[{[]/.test(latin1(head.subarray(0, 64)))) return 'JSON';
  if (head.every((byte) => byte === 0)) return 'zeros';
  return `bytes ${Buffer.from(head.subarray(0, 8)).toString('hex')}`;
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => head[i] === byte);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
