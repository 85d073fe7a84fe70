import { Worker } from 'node:worker_threads';
import { type ErrorCode, InspectError } from '../model/errors.ts';
import { type LayerTask, type LayerTaskResult, runLayerTask } from './layer-task.ts';

export type WorkerReply =
  | { readonly status: 'done'; readonly result: LayerTaskResult }
  | { readonly status: 'failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly status: 'crashed'; readonly error: unknown };

export type WeighedTask = {
  readonly task: LayerTask;
  /** Stored bytes to read. */
  readonly bytes: number;
};

/** Starting a thread and loading its code costs about as much as reading this much. */
const inlineBytes = 8 * 1_048_576;

/**
 * Runs tasks on up to `threads` worker threads, the largest first, as the last to end decides; small work is done on this thread.
 * The first failure ends them all.
 * @param progress one element for each task, which the threads set to the bytes that they have read; shared memory
 * @returns the results in the order of the tasks
 */
export async function runTasks(
  tasks: readonly WeighedTask[],
  threads: number,
  progress: Float64Array,
  signal: AbortSignal,
): Promise<readonly LayerTaskResult[]> {
  const totalBytes = tasks.reduce((sum, { bytes }) => sum + bytes, 0);
  if (totalBytes <= inlineBytes || threads === 0) return runInline(tasks, progress, signal);
  const queue = tasks.map((task, i) => ({ ...task, i })).sort((a, b) => b.bytes - a.bytes);
  const results: LayerTaskResult[] = [];
  const workers = Array.from({ length: Math.min(threads, tasks.length) }, () => new Worker(new URL('./worker.js', import.meta.url)));
  const stop = (): void => void workers.map((worker) => worker.terminate());
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          results[next.i] = await ask(worker, next.task, progress.subarray(next.i, next.i + 1), signal);
        }
      }),
    );
    return results;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

async function runInline(tasks: readonly WeighedTask[], progress: Float64Array, signal: AbortSignal): Promise<readonly LayerTaskResult[]> {
  const results: LayerTaskResult[] = [];
  for (const [i, { task }] of tasks.entries()) {
    if (signal.aborted) throw interrupted();
    results.push(
      await runLayerTask(task, (bytes) => {
        progress[i] = bytes;
      }),
    );
  }
  return results;
}

function ask(worker: Worker, task: LayerTask, progress: Float64Array, signal: AbortSignal): Promise<LayerTaskResult> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(signal.aborted ? interrupted() : new Error('a worker thread ended before its task'));
    worker.once('error', reject);
    worker.once('exit', onExit);
    worker.once('message', (reply: WorkerReply) => {
      worker.off('error', reject);
      worker.off('exit', onExit);
      switch (reply.status) {
        case 'done':
          return resolve(reply.result);
        case 'failed':
          return reject(new InspectError(reply.code, reply.message));
        case 'crashed':
          return reject(reply.error);
      }
    });
    worker.postMessage({ task, progress });
  });
}

function interrupted(): InspectError {
  return new InspectError('interrupted', 'interrupted');
}
