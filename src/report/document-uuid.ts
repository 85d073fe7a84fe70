import { createHash } from 'node:crypto';

/**
 * A UUID of one document: the same for the same image at the same time, and of no other.
 * Version 8, whose bits are the maker's: https://www.rfc-editor.org/rfc/rfc9562.html#name-uuid-version-8
 */
export function documentUuid(...parts: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
