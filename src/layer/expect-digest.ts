import { type DiffId, type Digest, digestHex } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';

/** @param what the bytes that were hashed, for the message */
export function expectDigest(code: 'digest-mismatch' | 'diff-id-mismatch', what: string, wanted: Digest | DiffId, found: string): void {
  if (found === wanted) return;
  throw new InspectError(code, `expected ${what} to have ${wanted}, got ${digestHex(found as Digest)}`);
}
