import type { CapturedContent } from '../../model/facts.ts';
import type { PackageReading } from './package-reader.ts';

/** What to tell of a file of which only the beginning was kept. */
export function truncated(path: string, { isTruncated }: CapturedContent, maxBytes: number): PackageReading['unreadable'] {
  return isTruncated ? [{ path, reason: `expected at most ${maxBytes} bytes, got more: the rest was not read` }] : [];
}
