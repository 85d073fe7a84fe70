import { distinctCount } from './is-placeholder.ts';
import type { SecretRule } from './secret-rule.ts';

/** A key of Ed25519 has 64; shorter bodies are cut out of a document. */
const leastKeyCharacters = 60;
export const maxKeyCharacters = 20_000;

export const keyRules: readonly SecretRule[] = [
  {
    category: 'private-key',
    what: 'a private key',
    keywords: ['BEGIN '],
    pattern: /(?<=-----)BEGIN (?:(?:RSA|DSA|EC|OPENSSH|ENCRYPTED|ANY|PGP) )?PRIVATE KEY(?: BLOCK)?-----/y,
    shown: 60,
    isReal: ({ input, index, 0: head }) => hasKeyBody(input.slice(index + head.length, index + head.length + maxKeyCharacters)),
  },
  {
    category: 'private-key',
    what: 'a PuTTY private key',
    keywords: ['PuTTY-User-Key-File-'],
    pattern: /PuTTY-User-Key-File-\d: [\w-]{3,40}/y,
    shown: 60,
    isReal: ({ input, index }) => input.slice(index, index + maxKeyCharacters).includes('Private-Lines: '),
  },
  {
    category: 'private-key',
    what: 'a key of age',
    keywords: ['AGE-SECRET-KEY-1'],
    // https://age-encryption.org/v1 : Bech32
    pattern: /(?<![A-Za-z0-9-])(?<secret>AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})(?![A-Za-z0-9])/dy,
    shown: 15,
  },
  {
    // As Kubernetes keeps it, in its secrets and for its users; a certificate begins in the same way.
    category: 'private-key',
    what: 'a private key in base64',
    keywords: ['LS0tLS1CRUdJTi'],
    pattern: /(?<![A-Za-z0-9+/])(?<secret>LS0tLS1CRUdJTi[A-Za-z0-9+/]{80,26000}={0,2})/dy,
    shown: 0,
    isReal: ({ groups }) => isEncodedKey(groups?.['secret'] ?? ''),
  },
];

function isEncodedKey(base64: string): boolean {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const head = /^-----BEGIN (?:[A-Z]{2,12} )?PRIVATE KEY-----/.exec(text)?.[0] ?? null;
  return head !== null && hasKeyBody(text.slice(head.length));
}

/** Base64 in lines, or with `\n` between them in a string, up to the end mark. */
function hasKeyBody(text: string): boolean {
  // The next mark ends it, or it has no end and is another beginning.
  const end = text.indexOf('-----');
  const body = (end >= 0 && text.startsWith('-----END ', end) ? text.slice(0, end) : '')
    .split(/\\n|\\r|[\r\n]/)
    .filter((line) => /^[\s"'+]*[A-Za-z0-9+/=]{1,200}[\s"'+,]*$/.test(line))
    .join('');
  return body.length >= leastKeyCharacters && distinctCount(body) >= 16;
}
