import { basename } from 'node:path';
import { cacheDirectory, defaultCacheBytes, IndexCache } from '../layer/index-cache.ts';
import { batched } from '../report/batched.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { formatBytes } from '../report/format-bytes.ts';
import { formatCounted } from '../report/format-count.ts';
import { formatTime } from '../report/format-time.ts';
import { BlobStore, defaultStoreBytes } from '../source/store/blob-store.ts';
import { storeDirectory } from '../source/store/store-directory.ts';
import type { Host } from './host.ts';
import { fromWriteError } from './write-error.ts';
import { writeOutput } from './write-output.ts';

/** Of both kinds, the same things are known. */
type Kept = { readonly indexes: ReturnType<IndexCache['list']>; readonly blobs: ReturnType<BlobStore['list']> };

type Caches = { readonly indexes: IndexCache; readonly blobs: BlobStore };

/** Size, last use in UTC and name of each index, then of each blob; the sum. */
export async function listCache(host: Host): Promise<void> {
  const caches = openCaches(host);
  const kept = list(caches);
  const blobs = kept.blobs.map((blob) => ({ ...blob, name: `${basename(caches.blobs.directory)}/${blob.name}` }));
  const lines = [...kept.indexes, ...blobs].map(
    ({ name, sizeBytes, usedAt }) => `${formatBytes(sizeBytes).padStart(9)}  ${formatTime(usedAt.getTime())}  ${escapeTerminal(name)}\n`,
  );
  await writeOutput(host.stdout, batched([...lines, `${summary(kept)} in ${escapeTerminal(caches.indexes.directory)}\n`]), host.signal);
}

/** @param maxBytes of all together; what indexes leave of it is for blobs. null: what each may have by default */
export async function pruneCache(maxBytes: number | null, host: Host): Promise<void> {
  await remove(maxBytes ?? defaultCacheBytes, maxBytes ?? defaultStoreBytes, maxBytes !== null, host);
}

export async function clearCache(host: Host): Promise<void> {
  // Less than nothing, so that an empty file goes as well.
  await remove(-1, -1, false, host);
}

async function remove(indexBytes: number, blobBytes: number, isShared: boolean, host: Host): Promise<void> {
  const caches = openCaches(host);
  try {
    const indexes = caches.indexes.prune(indexBytes);
    const rest = isShared ? blobBytes - totalBytes(caches.indexes.list()) : blobBytes;
    const removed = { indexes, blobs: caches.blobs.prune(rest) };
    await writeOutput(host.stdout, [`removed ${summary(removed)}, kept ${summary(list(caches))}\n`], host.signal);
  } catch (error) {
    throw fromWriteError(error, caches.indexes.directory);
  }
}

function openCaches({ environment, homeDirectory }: Host): Caches {
  const directory = cacheDirectory(environment, homeDirectory);
  return { indexes: new IndexCache(directory), blobs: new BlobStore(storeDirectory(directory)) };
}

function list({ indexes, blobs }: Caches): Kept {
  return { indexes: indexes.list(), blobs: blobs.list() };
}

function summary({ indexes, blobs }: Kept): string {
  const counted = `${formatCounted(indexes.length, 'index')} (${formatBytes(totalBytes(indexes))})`;
  return blobs.length === 0 ? counted : `${counted} and ${formatCounted(blobs.length, 'blob')} (${formatBytes(totalBytes(blobs))})`;
}

function totalBytes(kept: readonly { readonly sizeBytes: number }[]): number {
  return kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
