import { readFileSync } from 'node:fs';
import { fromSystemError, systemErrorCode } from '../model/system-error.ts';

/** The bytes of a small file of the user's own; null where there is none. @throws InspectError `unreadable` */
export function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw fromSystemError(error, `expected ${path} to be a file that can be read`);
  }
}
