import type { KeptPart, ReadPattern } from '../../model/facts.ts';
import { decodeName } from '../../model/layer-index.ts';
import type { FileContent, Gatherer } from '../gatherer.ts';
import { keepPart } from './keep-part.ts';
import { type PathTest, pathTest } from './path-test.ts';

/** What all patterns that match one path want of it. */
type Wanted = {
  readonly maxBytes: number;
  /** null: all of it. */
  readonly keep: KeptPart | null;
};

/** Keeps the contents of the files that analyzers asked for beforehand. */
export function captureGatherer(reads: readonly ReadPattern[]): Gatherer {
  const lookUp = lookUpByLastByte(reads);
  return {
    id: 'capture',
    version: 2,
    wants: (file) => {
      const wanted = lookUp(file.path);
      return wanted === null ? null : [[0, Math.min(wanted.maxBytes, file.sizeBytes)]];
    },
    gather: (file, content, facts) => {
      const { maxBytes, keep } = lookUp(file.path)!;
      const length = Math.min(maxBytes, file.sizeBytes);
      const isTruncated = length < file.sizeBytes;
      const bytes = keep === null ? wholeOf(content, length) : keepPart({ name: nameOf(file.path), content, length, isTruncated }, keep);
      if (bytes !== null) facts.captured(bytes, isTruncated);
    },
  };
}

function wholeOf(content: FileContent, length: number): Buffer | null {
  return length === 0 ? Buffer.alloc(0) : content.read(0, length);
}

function nameOf(path: Buffer): string {
  return decodeName(path.subarray(path.lastIndexOf(0x2f) + 1));
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
    if (read.maxBytes > 0 && test.matches(path)) found = join(found, { maxBytes: read.maxBytes, keep: read.keep ?? null });
  }
  return found;
}

function join(a: Wanted | null, b: Wanted): Wanted {
  return a === null ? b : { maxBytes: Math.max(a.maxBytes, b.maxBytes), keep: joinParts(a.keep, b.keep) };
}

/** Two who want different parts get the whole. */
function joinParts(a: KeptPart | null, b: KeptPart | null): KeptPart | null {
  if (a === null || b === null || a.form !== b.form) return null;
  if (a.form === 'paths') return b.form === 'paths' && a.columns === b.columns ? a : null;
  if ('fields' in a && 'fields' in b) return { form: a.form, fields: [...new Set([...a.fields, ...b.fields])] };
  return a;
}
