import { readFileSync, statSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import { fromSystemError } from '../model/system-error.ts';

/**
 * A file of the user's own, of a size that a person writes.
 * @param what for the message: `a Dockerfile`
 * @throws InspectError `not-found`, `unreadable` or `limit`
 */
export function readTextFile(path: string, what: string): string {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new InspectError('unreadable', `${path}: expected ${what}, got no regular file`);
    if (stats.size > maxBytes) throw new InspectError('limit', `${path}: expected ${what} of at most ${maxBytes} bytes, got ${stats.size}`);
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw fromSystemError(error, `${path}: expected ${what}`);
  }
}

const maxBytes = 1_048_576;
