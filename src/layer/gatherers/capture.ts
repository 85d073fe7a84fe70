import type { ReadPattern } from '../../model/facts.ts';
import type { Gatherer } from '../gatherer.ts';
import { type PathTest, pathTest } from './path-test.ts';
import { pickFields } from './pick-fields.ts';

/** What all patterns that match one path want of it. */
type Wanted = {
  readonly maxBytes: number;
  /** null: all of it. */
  readonly fields: readonly string[] | null;
};

/** Keeps the contents of the files that analyzers asked for beforehand. */
export function captureGatherer(reads: readonly ReadPattern[]): Gatherer {
  const lookUp = lookUpByLastByte(reads);
  return {
    id: 'capture',
    version: 1,
    wants: (file) => {
      const wanted = lookUp(file.path);
      return wanted === null ? null : [[0, Math.min(wanted.maxBytes, file.sizeBytes)]];
    },
    gather: (file, content, facts) => {
      const { maxBytes, fields } = lookUp(file.path)!;
      const length = Math.min(maxBytes, file.sizeBytes);
      const bytes = length === 0 ? Buffer.alloc(0) : content.read(0, length);
      if (bytes === null) return;
      const isTruncated = length < file.sizeBytes;
      facts.captured(fields === null ? bytes : isTruncated ? Buffer.alloc(0) : pickFields(bytes, fields), isTruncated);
    },
  };
}

/** Every file of an image is asked for, so patterns are told apart by the last byte of the name, which most of them fix. */
function lookUpByLastByte(reads: readonly ReadPattern[]): (path: Buffer) => Wanted | null {
  const tests = reads.map((read) => ({ read, test: pathTest(read.glob) }));
  const byLastByte = Array.from({ length: 256 }, (_, last) => tests.filter(({ test }) => test.lastByte === null || test.lastByte === last));
  return (path) => {
    const candidates = byLastByte[path[path.length - 1] ?? 0]!;
    return candidates.length === 0 ? null : joinMatches(candidates, path);
  };
}

function joinMatches(candidates: readonly { readonly read: ReadPattern; readonly test: PathTest }[], path: Buffer): Wanted | null {
  let found: Wanted | null = null;
  for (const { read, test } of candidates) {
    if (read.maxBytes > 0 && test.matches(path)) found = join(found, { maxBytes: read.maxBytes, fields: read.fields ?? null });
  }
  return found;
}

function join(a: Wanted | null, b: Wanted): Wanted {
  if (a === null) return b;
  const fields = a.fields === null || b.fields === null ? null : [...new Set([...a.fields, ...b.fields])];
  return { maxBytes: Math.max(a.maxBytes, b.maxBytes), fields };
}
