import type { ReadPattern } from '../../model/facts.ts';
import { globMatcher } from '../../model/glob.ts';
import { decodeName } from '../../model/layer-index.ts';
import type { Gatherer } from '../gatherer.ts';

type Wanted = { readonly matches: (path: string) => boolean; readonly maxBytes: number };

/** Keeps the contents of the files that analyzers asked for beforehand. */
export function captureGatherer(reads: readonly ReadPattern[]): Gatherer {
  const lookUp = lookUpBySuffix(reads);
  return {
    id: 'capture',
    version: 1,
    wants: (file) => {
      const maxBytes = lookUp(file.path);
      return maxBytes === 0 ? null : [[0, Math.min(maxBytes, file.sizeBytes)]];
    },
    gather: (file, content, facts) => {
      const length = Math.min(lookUp(file.path), file.sizeBytes);
      const bytes = length === 0 ? Buffer.alloc(0) : content.read(0, length);
      if (bytes !== null) facts.captured(bytes, length < file.sizeBytes);
    },
  };
}

/**
 * Every file of an image is asked for, so patterns are told apart by the last bytes of the name, which most of them fix; a
 * path is decoded and matched only where those agree.
 */
function lookUpBySuffix(reads: readonly ReadPattern[]): (path: Buffer) => number {
  const byLastByte = new Map<number, Wanted[]>();
  const anywhere: Wanted[] = [];
  for (const { glob, maxBytes } of reads) {
    const wanted = { matches: globMatcher(glob), maxBytes };
    const last = Buffer.from(glob).at(-1);
    if (last === undefined || '*?]}'.includes(glob.at(-1) ?? '')) anywhere.push(wanted);
    else byLastByte.set(last, [...(byLastByte.get(last) ?? []), wanted]);
  }
  return (path) => {
    const candidates = byLastByte.get(path[path.length - 1] ?? 0) ?? [];
    if (candidates.length === 0 && anywhere.length === 0) return 0;
    const text = `/${decodeName(path)}`;
    return [...candidates, ...anywhere].reduce(
      (most, wanted) => (wanted.maxBytes > most && wanted.matches(text) ? wanted.maxBytes : most),
      0,
    );
  };
}
