import type { KeptPart } from '../../model/facts.ts';
import { keepJson } from './keep-json.ts';
import { keepLines } from './keep-lines.ts';
import { keepPaths } from './keep-paths.ts';

/** @param isTruncated whether `bytes` are only the beginning */
export function keepPart(bytes: Buffer, isTruncated: boolean, part: KeptPart): Buffer {
  switch (part.form) {
    case 'json':
      return isTruncated ? Buffer.alloc(0) : keepJson(bytes, part.fields);
    case 'lines':
      return keepLines(bytes, part.fields);
    case 'paths':
      return keepPaths(bytes, part.columns);
  }
}
