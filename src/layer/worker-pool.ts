import { Worker } from 'node:worker_threads';
import { type ErrorCode, InspectError } from '../model/errors.ts';
import { byteRing } from './byte-ring.ts';
import { feedRing, type OpenStream } from './feed-ring.ts';
import type { LayerTask, LayerTaskResult } from './layer-task.ts';

export type WorkerRequest = {
  readonly task: LayerTask;
  /** Where the bytes of a stream come from, for a task that reads one. */
  readonly ring: SharedArrayBuffer | null;
  /** One element, which is set to the stored bytes read so far; shared memory. */
  readonly progress: Float64Array;
};

export type WorkerReply =
  | { readonly status: 'done'; readonly result: LayerTaskResult }
  | { readonly status: 'failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly status: 'crashed'; readonly error: unknown };

type Slot = { readonly worker: Worker; isAlive: boolean; ring: SharedArrayBuffer | null };

type Waiting = { readonly give: (slot: Slot) => void; readonly refuse: (error: InspectError) => void };

/** Tests run the sources, and a thread loads no TypeScript: it takes the built file. */
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? '../../dist/src/layer/worker.js' : './worker.js', import.meta.url);

/** Threads that read layers, started as they are needed. */
export class WorkerPool {
  /** 0: only what comes as a stream is given to a thread. */
  readonly size: number;
  readonly #signal: AbortSignal;
  readonly #slots = new Set<Slot>();
  readonly #idle: Slot[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #ending = new AbortController();

  /** @param signal ends everything that is under way */
  constructor(size: number, signal: AbortSignal) {
    this.size = size;
    this.#signal = signal;
    signal.addEventListener('abort', this.close, { once: true });
  }

  /**
   * Tasks start in the order in which they come, at once where a thread has nothing to do.
   * @throws InspectError what the task, or the stream that it reads, failed with
   */
  async run(task: LayerTask, progress: Float64Array, open: OpenStream | null = null): Promise<LayerTaskResult> {
    const slot = this.#vacant() ?? (await this.#released());
    try {
      if (open === null) return await this.#ask(slot.worker, { task, ring: null, progress });
      const ring = slot.ring ?? byteRing();
      // Only what ended well is sure to have let go of its ring.
      slot.ring = null;
      const result = await feedRing(ring, open, this.#ending.signal, () => this.#ask(slot.worker, { task, ring, progress }));
      slot.ring = ring;
      return result;
    } finally {
      this.#release(slot);
    }
  }

  /** Ends the threads; what is under way fails. May be called twice. */
  readonly close = (): void => {
    this.#signal.removeEventListener('abort', this.close);
    this.#ending.abort();
    for (const { refuse } of this.#waiting.splice(0)) refuse(interrupted());
    for (const { worker } of this.#slots) void worker.terminate();
  };

  /** Ends the threads that have nothing to do, each of which holds some thirty megabytes. More work starts others. */
  rest(): void {
    for (const slot of this.#idle.splice(0)) {
      slot.isAlive = false;
      this.#slots.delete(slot);
      void slot.worker.terminate();
    }
  }

  /** null: all are busy. */
  #vacant(): Slot | null {
    if (this.#ending.signal.aborted || this.#signal.aborted) throw interrupted();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    return this.#slots.size < Math.max(1, this.size) ? this.#start() : null;
  }

  #released(): Promise<Slot> {
    return new Promise((give, refuse) => this.#waiting.push({ give, refuse }));
  }

  #start(): Slot {
    const slot: Slot = { worker: new Worker(workerUrl), isAlive: true, ring: null };
    slot.worker.once('exit', () => {
      slot.isAlive = false;
      this.#slots.delete(slot);
    });
    this.#slots.add(slot);
    return slot;
  }

  #release(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next.give(slot.isAlive ? slot : this.#start());
    else if (slot.isAlive) this.#idle.push(slot);
  }

  #ask(worker: Worker, request: WorkerRequest): Promise<LayerTaskResult> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(this.#ending.signal.aborted ? interrupted() : new Error('a worker thread ended before its task'));
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
      worker.postMessage(request);
    });
  }
}

function interrupted(): InspectError {
  return new InspectError('interrupted', 'interrupted');
}
