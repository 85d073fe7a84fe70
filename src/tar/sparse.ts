import { InspectError } from '../model/errors.ts';
import type { SparseMap } from '../model/layer-entry.ts';
import { blockBytes, number } from './header.ts';
import type { PaxRecords } from './pax.ts';

/** Runs of one sparse file. Real files have a handful; a map of more is an attack on memory. */
export const maxSparseRuns = 1_000_000;

/** Where the map of a file is: nowhere, in a PAX record, or in front of its content. */
export type SparseLayout = 'none' | 'record' | 'content';

/**
 * Engines go by this too: what else looks sparse is a plain file of its own name and size.
 * https://www.gnu.org/software/tar/manual/html_node/PAX-1.html
 */
export function sparseLayout(records: PaxRecords): SparseLayout {
  if (records.size === 0) return 'none';
  const text = (key: string): string => records.get(key)?.toString('latin1') ?? '';
  switch (`${text('GNU.sparse.major')}.${text('GNU.sparse.minor')}`) {
    case '0.0':
    case '0.1':
      return 'record';
    case '1.0':
      return 'content';
    case '.':
      return text('GNU.sparse.map') === '' ? 'none' : 'record';
    default:
      return 'none';
  }
}

/** The 24-byte offset and length pairs of an old GNU header or of its extension blocks; unused pairs are NUL. */
export function parseSparsePairs(block: Buffer, at: number, count: number, position: number): SparseMap {
  const runs: [number, number][] = [];
  for (let i = 0; i < count && block[at + i * 24] !== 0; i++) {
    const pair = at + i * 24;
    runs.push([number(block, pair, 12, 'sparse offset', position), number(block, pair + 12, 12, 'sparse length', position)]);
  }
  return runs;
}

/** `offset,length,offset,length,…` of GNU's PAX formats 0.0 and 0.1. */
export function parseSparseText(text: string, position: number): SparseMap {
  if (text === '') return [];
  const numbers = text.split(',').map((digits) => (/^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN));
  if (numbers.length % 2 !== 0 || numbers.some(Number.isNaN)) throw malformedSparse(position);
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const);
}

/** Bytes of a line of format 1.0: fifteen digits hold what JavaScript counts. */
export const maxSparseLineBytes = 16;

/** Format 1.0 puts the map in front of the content, as decimal lines; the first line is the number of runs. */
export function sparseRunCount(firstBlock: Buffer, position: number): number {
  const count = decimal(firstBlock.toString('latin1', 0, 20).split('\n', 1)[0] ?? '', position);
  if (count > maxSparseRuns) throw malformedSparse(position);
  return count;
}

/**
 * The map of format 1.0, all its lines present: the count, then offset and length of each run.
 * @returns the map and the bytes that it occupies, padding included
 */
export function parseSparseBlocks(content: Buffer, position: number): { readonly map: SparseMap; readonly mapBytes: number } {
  let at = 0;
  const line = (): number => {
    const end = content.indexOf(0x0a, at);
    const value = decimal(content.toString('latin1', at, Math.min(end, at + 20)), position);
    at = end + 1;
    return value;
  };
  const map = Array.from({ length: line() }, () => [line(), line()] as const);
  return { map, mapBytes: Math.ceil(at / blockBytes) * blockBytes };
}

function decimal(digits: string, position: number): number {
  if (!/^\d{1,15}$/.test(digits)) throw malformedSparse(position);
  return Number(digits);
}

/** Runs must ascend, lie inside the file, and account for every stored byte. */
export function verifySparseMap(map: SparseMap, sizeBytes: number, storedBytes: number, position: number): void {
  let end = 0;
  let stored = 0;
  for (const [offset, length] of map) {
    if (offset < end || length < 0 || offset + length > sizeBytes) throw malformedSparse(position);
    end = offset + length;
    stored += length;
  }
  if (stored !== storedBytes) throw malformedSparse(position);
}

export function malformedSparse(position: number): InspectError {
  return new InspectError('malformed-tar', `expected a sparse map that fits its file for the tar header at byte ${position}`);
}
