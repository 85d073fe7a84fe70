import { InspectError } from './errors.ts';

/** `algorithm:hex` of a stored blob. https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests */
export type Digest = string & { readonly __digest: 'blob' };

/** `algorithm:hex` of an uncompressed layer tar. https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#layer-diffid */
export type DiffId = string & { readonly __digest: 'layer tar' };

/** Length of the hex part. Only these two are registered by the specification; nothing else is ever turned into a file name. */
const hexLength: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 };

export function isDigest(text: unknown): text is Digest {
  if (typeof text !== 'string') return false;
  const colon = text.indexOf(':');
  const length = hexLength[text.slice(0, Math.max(colon, 0))];
  const hex = text.slice(colon + 1);
  return length === hex.length && /^[0-9a-f]+$/.test(hex);
}

/** @throws InspectError `malformed-manifest` unless `text` is `sha256:` or `sha512:` and lower-case hex: a digest names a file, so nothing else may pass. */
export function parseDigest(text: unknown, where: string): Digest {
  if (isDigest(text)) return text;
  throw new InspectError('malformed-manifest', `${where}: expected a digest like sha256:<64 hex digits>, got ${quote(text)}`);
}

export function parseDiffId(text: unknown, where: string): DiffId {
  return parseDigest(text, where) as string as DiffId;
}

export function digestAlgorithm(digest: Digest | DiffId): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

export function digestHex(digest: Digest | DiffId): string {
  return digest.slice(digest.indexOf(':') + 1);
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
