import { InspectError } from '../model/errors.ts';
import type { OpenStream } from './feed-ring.ts';
import { type LayerTask, type LayerTaskResult, runLayerTask } from './layer-task.ts';
import type { WorkerPool } from './worker-pool.ts';

export type WeighedTask = {
  readonly task: LayerTask;
  /** Stored bytes to read. */
  readonly bytes: number;
  /** The stream that it reads; null for what lies in a file. */
  readonly open: OpenStream | null;
};

/** Starting a thread and loading its code costs about as much as reading this much. */
const inlineBytes = 8 * 1_048_576;

/**
 * Runs tasks on the threads of a pool, the largest first, as the last to end decides; small work is done on this thread, unless it
 * comes as a stream. The first failure ends the pool.
 * @param progress one element for each task, which the threads set to the bytes that they have read; shared memory
 * @param onResult told of each result as it comes; what it throws is a failure too
 * @returns the results in the order of the tasks
 */
export async function runTasks(
  tasks: readonly WeighedTask[],
  pool: WorkerPool,
  progress: Float64Array,
  signal: AbortSignal,
  onResult: (result: LayerTaskResult) => void = () => {},
): Promise<readonly LayerTaskResult[]> {
  const totalBytes = tasks.reduce((sum, { bytes }) => sum + bytes, 0);
  const isSmall = totalBytes <= inlineBytes || pool.size === 0;
  if (isSmall && tasks.every(({ open }) => open === null)) return runInline(tasks, progress, signal, onResult);
  const queue = tasks.map((task, i) => ({ ...task, i })).sort((a, b) => b.bytes - a.bytes);
  const results: LayerTaskResult[] = [];
  try {
    await Promise.all(
      queue.map(async ({ task, i, open }) => {
        const result = await pool.run(task, progress.subarray(i, i + 1), open);
        onResult(result);
        results[i] = result;
      }),
    );
    return results;
  } catch (error) {
    pool.close();
    throw error;
  }
}

async function runInline(
  tasks: readonly WeighedTask[],
  progress: Float64Array,
  signal: AbortSignal,
  onResult: (result: LayerTaskResult) => void,
): Promise<readonly LayerTaskResult[]> {
  const results: LayerTaskResult[] = [];
  for (const [i, { task }] of tasks.entries()) {
    if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
    const result = await runLayerTask(task, null, (bytes) => {
      progress[i] = bytes;
    });
    onResult(result);
    results.push(result);
  }
  return results;
}
