import { randomUUID } from 'node:crypto';
import { openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import { type Compression, looksLikeTar, sniffCompression } from '../tar/sniff.ts';
import { describeFile } from './describe-file.ts';
import type { HeldFiles } from './held-files.ts';
import { wholeFile } from './open-regular-file.ts';
import { readChunks } from './read-stored.ts';
import { fromSystemError } from './system-error.ts';

export type SpoolOptions = { readonly limits: Limits; readonly temporaryDirectory: string; readonly signal: AbortSignal };

/** A tar header. */
const headBytes = 512;

/**
 * Decompresses an archive into a file that has no name any more, so that nothing is left of it however the process ends.
 * @throws InspectError `not-an-image` as soon as it is seen that no tar comes out; `malformed-compression`, `limit`, `unwritable`
 */
export async function spool(packed: FileBlob, kind: Compression, held: HeldFiles, options: SpoolOptions): Promise<FileBlob> {
  const { limits, signal } = options;
  let head = Buffer.alloc(0);
  let fd: number | null = null;
  let writtenBytes = 0;
  for await (const chunk of decompress(readChunks(packed), kind, limits)) {
    if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
    head = fd === null ? Buffer.concat([head, chunk]) : head;
    if (head.length < headBytes) continue;
    const bytes = fd === null ? head : chunk;
    if (fd === null) checkTar(head, kind);
    fd ??= held.hold(openUnlinked(options.temporaryDirectory));
    writtenBytes += bytes.length;
    if (writtenBytes > limits.spoolBytes) throw limitExceeded(limits, 'spoolBytes', `${kind} data`);
    writeAll(fd, bytes);
  }
  if (fd === null) throw notATar(head, kind);
  return wholeFile(fd);
}

function checkTar(head: Buffer, kind: Compression): void {
  if (!looksLikeTar(head)) throw notATar(head, kind);
}

function notATar(head: Buffer, kind: Compression): InspectError {
  const inner = sniffCompression(head);
  const found = inner === 'none' ? describeFile(head) : `${inner} data`;
  return new InspectError('not-an-image', `expected an image, got ${found} in ${kind} data`);
}

function openUnlinked(directory: string): number {
  const path = join(directory, `flense-${randomUUID()}.tar`);
  try {
    const fd = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return fd;
  } catch (error) {
    throw fromSystemError(error, `expected to write a temporary file in ${directory}`, 'unwritable');
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
  } catch (error) {
    throw fromSystemError(error, 'expected to write the decompressed archive to a temporary file', 'unwritable');
  }
}
