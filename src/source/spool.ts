import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import { type Compression, looksLikeTar, sniffCompression } from '../tar/sniff.ts';
import { describeFile } from './describe-file.ts';
import { drain } from './drain.ts';
import type { HeldFiles } from './held-files.ts';
import { wholeFile } from './open-regular-file.ts';
import { appendTo, openUnlinked } from './open-unlinked.ts';
import { readChunks } from './read-stored.ts';

export type SpoolOptions = { readonly limits: Limits; readonly temporaryDirectory: string; readonly signal: AbortSignal };

/** A tar header. */
const headBytes = 512;

/**
 * Decompresses an archive into a file that has no name any more, so that nothing is left of it however the process ends.
 * @throws InspectError `not-an-image` as soon as it is seen that no tar comes out; `malformed-compression`, `limit`, `unwritable`
 */
export function spool(packed: FileBlob, kind: Compression, held: HeldFiles, options: SpoolOptions): Promise<FileBlob> {
  return drain(spoolTar(decompress(readChunks(packed), kind, options.limits), `${kind} data`, held, options));
}

/**
 * Passes on a tar that comes in pieces, and writes it into a file that has no name any more: that is returned at its end.
 * @param what it comes from, for messages
 * @throws InspectError `not-an-image` as soon as it is seen that it is no tar; `limit`, `unwritable`
 */
export async function* spoolTar(
  chunks: AsyncIterable<Buffer>,
  what: string,
  held: HeldFiles,
  options: SpoolOptions,
): AsyncGenerator<Buffer, FileBlob> {
  const { limits, signal } = options;
  let head = Buffer.alloc(0);
  let fd: number | null = null;
  let writtenBytes = 0;
  for await (const chunk of chunks) {
    if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
    head = fd === null ? Buffer.concat([head, chunk]) : head;
    if (head.length < headBytes) continue;
    const bytes = fd === null ? head : chunk;
    if (fd === null && !looksLikeTar(head)) throw notATar(head, what);
    fd ??= held.hold(openUnlinked(options.temporaryDirectory));
    writtenBytes += bytes.length;
    if (writtenBytes > limits.spoolBytes) throw limitExceeded(limits, 'spoolBytes', what);
    appendTo(fd, bytes);
    yield bytes;
  }
  if (fd === null) throw notATar(head, what);
  return wholeFile(fd);
}

function notATar(head: Buffer, what: string): InspectError {
  const inner = sniffCompression(head);
  const found = inner === 'none' ? describeFile(head) : `${inner} data`;
  return new InspectError('not-an-image', `expected an image, got ${found} in ${what}`);
}
