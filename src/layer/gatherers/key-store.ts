import type { SecretFact } from '../../model/facts.ts';

const secret = (what: string): readonly SecretFact[] => [{ category: 'private-key', what, line: 1, masked: '' }];

/** A file of keys, by its first bytes; one that holds certificates alone is none. */
export function keyStoreMatch(head: Buffer): readonly SecretFact[] {
  if (head.length < 16) return [];
  // Java's: the first entry is a key (1) or a certificate that is trusted (2).
  if (head.readUInt32BE(0) === 0xfeedfeed) return head.readUInt32BE(8) > 0 && head.readUInt32BE(12) === 1 ? secret('a Java key store') : [];
  if (head.readUInt32LE(0) === 0x9aa2d903) return secret('a KeePass database');
  // PKCS #12, DER or BER: a sequence that begins with version 3. https://www.rfc-editor.org/rfc/rfc7292#section-4
  const isSequence = head[0] === 0x30 && (head[1]! & 0x80) !== 0;
  const at = 2 + (head[1]! & 0x7f);
  return isSequence && at + 3 <= head.length && head[at] === 2 && head[at + 1] === 1 && head[at + 2] === 3
    ? secret('a PKCS #12 key store')
    : [];
}
