import type { LayerIndex } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';
import { FileWindow } from '../tar/file-window.ts';
import { walkTar } from '../tar/walk-tar.ts';
import { positionalContent, wishesFor } from './file-observer.ts';
import { type Gatherer, headBytes } from './gatherer.ts';
import { IndexBuilder } from './index-builder.ts';

/** What gatherers ask for are mostly a few tables of a binary, far from each other. */
const contentReadBytes = 8 * 1024;

/**
 * Indexes an uncompressed layer that lies in an open file: it reads the tar headers, the first bytes of each file, and what
 * the gatherers ask for. Contents are not hashed, as they can be read again where a comparison needs it.
 * @param onProgress told the position in the layer
 */
export function indexRange(
  fd: number,
  offset: number,
  sizeBytes: number,
  gatherers: readonly Gatherer[],
  limits: Limits,
  onProgress: (bytes: number) => void,
): LayerIndex {
  const builder = new IndexBuilder(limits);
  const headers = new FileWindow(fd, offset, sizeBytes);
  const contents = new FileWindow(fd, offset, sizeBytes, contentReadBytes);
  walkTar(headers, limits, (member) => {
    onProgress(member.headerPosition);
    builder.add(member);
    if (member.kind !== 'file' || member.sparse !== null) return;
    // The name is a view into the window, which reading the head may move.
    const path = Buffer.from(builder.path);
    const head = headers.view(member.dataPosition, Math.min(headBytes, member.sizeBytes));
    const file = { path, sizeBytes: member.sizeBytes, mode: member.mode, head };
    for (const { gatherer, ranges } of wishesFor(file, gatherers, builder)) {
      gatherer.gather(file, positionalContent(contents, member.dataPosition, head, ranges), builder.facts);
    }
  });
  // What follows the end of the archive belongs to the layer too.
  return builder.finish(sizeBytes);
}
