import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Descriptor } from '../../model/descriptor.ts';
import { type Digest, digestAlgorithm, digestHex } from '../../model/digest.ts';
import type { FileBlob } from '../../model/image.ts';
import { fromSystemError } from '../../model/system-error.ts';
import type { HeldFiles } from '../held-files.ts';
import { wholeFile } from '../open-regular-file.ts';
import { hasDigest } from './has-digest.ts';
import { writeVerified } from './write-verified.ts';

/** Unless told otherwise; the least recently used blobs leave first. */
export const defaultStoreBytes = 4 * 1024 ** 3;

/** A writer that died leaves its temporary file; after this time without a byte nobody can still be writing it. */
const abandonedMilliseconds = 3_600_000;

export type StoredBlob = { readonly name: string; readonly sizeBytes: number; readonly usedAt: Date };

/**
 * Blobs by digest. Safe with several processes at once: a blob appears whole and verified, by renaming, and is never changed
 * afterwards; whoever has it open may go on reading when it is removed.
 */
export class BlobStore {
  readonly directory: string;
  readonly #maxBytes: number;

  /** @param directory of all blobs; created with the first one */
  constructor(directory: string, maxBytes: number = defaultStoreBytes) {
    this.directory = directory;
    this.#maxBytes = maxBytes;
  }

  /**
   * The blob, open as long as what `held` is for; null where it is not there.
   * @param blob its size is null where nobody knows it
   */
  find({ digest, sizeBytes }: { readonly digest: Digest; readonly sizeBytes: number | null }, held: HeldFiles): FileBlob | null {
    const path = this.#path(digest);
    const fd = openIfThere(path);
    if (fd === null) return null;
    const stats = fstatSync(fd);
    if (!stats.isFile() || stats.size !== (sizeBytes ?? stats.size)) {
      closeSync(fd);
      return null;
    }
    touch(path);
    return wholeFile(held.hold(fd));
  }

  /**
   * The same where its bytes are still those of its digest; what was altered on disk is removed, and counts as not there.
   * @throws InspectError `interrupted`
   */
  async findVerified(blob: Pick<Descriptor, 'digest' | 'sizeBytes'>, held: HeldFiles, signal: AbortSignal): Promise<FileBlob | null> {
    const file = this.find(blob, held);
    if (file === null || (await hasDigest(file, blob.digest, signal))) return file;
    rmSync(this.#path(blob.digest), { force: true });
    return null;
  }

  /**
   * Passes on the bytes of a blob and keeps it, then makes room if the store has outgrown its limit.
   * @throws InspectError `size-mismatch`, `digest-mismatch`, `unwritable`; whatever `chunks` throws. Nothing is kept then.
   */
  async *keep<T extends Uint8Array>(
    blob: Pick<Descriptor, 'digest' | 'sizeBytes'>,
    chunks: AsyncIterable<T>,
    held: HeldFiles,
  ): AsyncGenerator<T, FileBlob> {
    const temporary = join(this.directory, `${randomUUID()}.tmp`);
    const fd = held.hold(this.#create(temporary));
    try {
      yield* writeVerified(fd, chunks, blob);
      this.#publish(fd, temporary, blob.digest);
    } finally {
      rmSync(temporary, { force: true });
    }
    this.prune(this.#maxBytes);
    return wholeFile(fd);
  }

  /** Every blob, the most recently used first. */
  list(): readonly StoredBlob[] {
    const found = names(this.directory).flatMap((name) => {
      const stat = statSync(join(this.directory, name), { throwIfNoEntry: false });
      return stat === undefined ? [] : [{ name, sizeBytes: stat.size, usedAt: stat.mtime }];
    });
    return found.sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime());
  }

  /** Removes the least recently used until at most `maxBytes` are left, and what dead writers left behind. @returns what was removed */
  prune(maxBytes: number, now: number = Date.now()): readonly StoredBlob[] {
    let kept = 0;
    const removed = this.list().filter(({ name, sizeBytes, usedAt }) => {
      // What is being written is counted when it is whole.
      if (name.endsWith('.tmp')) return now - usedAt.getTime() > abandonedMilliseconds;
      kept += sizeBytes;
      return kept > maxBytes;
    });
    for (const { name } of removed) rmSync(join(this.directory, name), { force: true });
    return removed;
  }

  #create(path: string): number {
    try {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      return openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
    } catch (error) {
      throw fromSystemError(error, `expected to write a blob in ${this.directory}`, 'unwritable');
    }
  }

  #publish(fd: number, temporary: string, digest: Digest): void {
    try {
      // Otherwise a power failure could leave a name without its bytes.
      fsyncSync(fd);
      renameSync(temporary, this.#path(digest));
    } catch (error) {
      throw fromSystemError(error, `expected to keep a blob in ${this.directory}`, 'unwritable');
    }
  }

  #path(digest: Digest): string {
    return join(this.directory, `${digestAlgorithm(digest)}-${digestHex(digest)}`);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    // Not there, or not ours to read: it is fetched again.
    return null;
  }
}

/** The modification time is the time of last use, as access times are often not kept. */
function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Evicted meanwhile by another process, or a store that is read only.
  }
}

function names(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // No store yet.
    return [];
  }
}
