import { parentPort } from 'node:worker_threads';
import { InspectError } from '../model/errors.ts';
import { runLayerTask, transferables } from './layer-task.ts';
import type { WorkerReply, WorkerRequest } from './worker-pool.ts';

/** One thread of the pool: takes a task at a time and replies to each. Progress is written to shared memory. */
parentPort?.on('message', async ({ task, ring, progress }: WorkerRequest) => {
  try {
    const result = await runLayerTask(task, ring, (bytes) => {
      progress[0] = bytes;
    });
    parentPort?.postMessage({ status: 'done', result } satisfies WorkerReply, transferables(result));
  } catch (error) {
    // Only an expected failure survives the copy to another thread; a bug goes over with its stack and crashes there.
    const reply: WorkerReply =
      error instanceof InspectError ? { status: 'failed', code: error.code, message: error.message } : { status: 'crashed', error };
    parentPort?.postMessage(reply);
  }
});
