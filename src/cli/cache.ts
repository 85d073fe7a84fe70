import { cacheDirectory, defaultCacheBytes, IndexCache } from '../layer/index-cache.ts';
import { batched } from '../report/batched.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { formatBytes } from '../report/format-bytes.ts';
import { formatCounted } from '../report/format-count.ts';
import { formatTime } from '../report/format-time.ts';
import type { Host } from './host.ts';
import { fromWriteError } from './write-error.ts';
import { writeOutput } from './write-output.ts';

type Cached = ReturnType<IndexCache['list']>;

/** Size, last use in UTC and name of each index; the sum. */
export async function listCache(host: Host): Promise<void> {
  const cache = openCache(host);
  const indexes = cache.list();
  const lines = indexes.map(
    ({ name, sizeBytes, usedAt }) => `${formatBytes(sizeBytes).padStart(9)}  ${formatTime(usedAt.getTime())}  ${escapeTerminal(name)}\n`,
  );
  await writeOutput(host.stdout, batched([...lines, `${summary(indexes)} in ${escapeTerminal(cache.directory)}\n`]), host.signal);
}

export async function pruneCache(maxBytes: number | null, host: Host): Promise<void> {
  await remove(maxBytes ?? defaultCacheBytes, host);
}

export async function clearCache(host: Host): Promise<void> {
  // Less than nothing, so that an empty file goes as well.
  await remove(-1, host);
}

async function remove(maxBytes: number, host: Host): Promise<void> {
  const cache = openCache(host);
  try {
    const removed = cache.prune(maxBytes);
    await writeOutput(host.stdout, [`removed ${summary(removed)}, kept ${summary(cache.list())}\n`], host.signal);
  } catch (error) {
    throw fromWriteError(error, cache.directory);
  }
}

function openCache({ environment, homeDirectory }: Host): IndexCache {
  return new IndexCache(cacheDirectory(environment, homeDirectory));
}

function summary(indexes: Cached): string {
  const bytes = indexes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return `${formatCounted(indexes.length, 'index')} (${formatBytes(bytes)})`;
}
