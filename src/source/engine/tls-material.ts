import { join } from 'node:path';
import { readIfThere } from '../read-if-there.ts';

/** What a connection to an engine is secured with, as PEM; null: none, or the system's authorities. */
export type TlsMaterial = {
  readonly ca: Buffer | null;
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
  /** Whether the engine has to prove who it is. */
  readonly isVerified: boolean;
};

/** `ca.pem`, `cert.pem` and `key.pem` of a directory, as far as they are there. @throws InspectError `unreadable` */
export function readTlsMaterial(directory: string, isVerified: boolean): TlsMaterial {
  const read = (name: string): Buffer | null => readIfThere(join(directory, name));
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem'), isVerified };
}
