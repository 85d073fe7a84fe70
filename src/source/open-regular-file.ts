import { constants, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import { fromSystemError } from '../model/system-error.ts';
import type { HeldFiles } from './held-files.ts';

/**
 * Opens a file for reading by position; never waits, as opening a named pipe would.
 * @throws InspectError `not-found` or `unreadable`
 */
export function openRegularFile(path: string, held: HeldFiles): FileBlob {
  try {
    checkRegular(statSync(path));
    const fd = held.hold(openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    checkRegular(fstatSync(fd));
    return wholeFile(fd);
  } catch (error) {
    throw fromSystemError(error, 'expected a file that can be read');
  }
}

export function wholeFile(fd: number): FileBlob {
  const stats = fstatSync(fd, { bigint: true });
  // The time of change as well, as anybody may set that of modification.
  const fileId = [stats.dev, stats.ino, stats.mtimeNs, stats.ctimeNs, stats.size].join(':');
  return { kind: 'file', fd, offset: 0, sizeBytes: Number(stats.size), fileId };
}

export function describeFileType(stats: Stats): string {
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function checkRegular(stats: Stats): void {
  if (!stats.isFile()) throw new InspectError('unreadable', `expected a file, got ${describeFileType(stats)}`);
}
