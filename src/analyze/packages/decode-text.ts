/** Bytes that are not UTF-8 become U+FFFD. Does not copy them first, as `Buffer.from` would. */
export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
