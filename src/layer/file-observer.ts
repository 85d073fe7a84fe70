import type { FileWindow } from '../tar/file-window.ts';
import { sniffFileKind } from './file-kind.ts';
import type { ByteRange, FileContent, FileHead, Gatherer } from './gatherer.ts';
import type { IndexBuilder } from './index-builder.ts';

/** A gatherer that wants this file, and the ranges that it asked for. */
export type Wish = { readonly gatherer: Gatherer; readonly ranges: readonly ByteRange[] };

const noWishes: readonly Wish[] = [];

/** Notes the kind of the last entry and asks each gatherer what it wants to see of it. */
export function wishesFor(file: FileHead, gatherers: readonly Gatherer[], builder: IndexBuilder): readonly Wish[] {
  builder.fileKind(sniffFileKind(file.head, file.sizeBytes));
  let wishes = noWishes;
  for (const gatherer of gatherers) {
    const ranges = gatherer.wants(file);
    if (ranges !== null) wishes = [...wishes, { gatherer, ranges }];
  }
  return wishes;
}

/** Content of a file in an archive that can be read at any place: just what is read is fetched, and copied. */
export function positionalContent(window: FileWindow, dataPosition: number, head: Buffer, ranges: readonly ByteRange[]): FileContent {
  return {
    read: (offset, length) => {
      if (offset + length <= head.length) return Buffer.from(head.subarray(offset, offset + length));
      if (!isWanted(ranges, offset, length)) return null;
      return Buffer.from(window.view(dataPosition + offset, length));
    },
  };
}

/** Content of a file that streamed by, of which the wanted ranges were kept. */
export function collectedContent(head: Buffer, pieces: readonly { readonly range: ByteRange; readonly bytes: Buffer }[]): FileContent {
  return {
    read: (offset, length) => {
      if (offset + length <= head.length) return head.subarray(offset, offset + length);
      const piece = pieces.find(({ range: [start, end] }) => offset >= start && offset + length <= end);
      return piece === undefined ? null : piece.bytes.subarray(offset - piece.range[0], offset - piece.range[0] + length);
    },
  };
}

function isWanted(ranges: readonly ByteRange[], offset: number, length: number): boolean {
  return ranges.some(([start, end]) => offset >= start && offset + length <= end);
}
