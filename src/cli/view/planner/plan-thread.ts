import { Worker } from 'node:worker_threads';
import type { Inspection } from '../../../inspect.ts';
import { InspectError } from '../../../model/errors.ts';
import type { Plan } from '../../../model/plan.ts';
import type { PlanOptions } from '../../plan-options.ts';
import type { Failure, GivenPlan, PlanQuestion, PlanReply, PlanRequest, PlanWork } from './plan-work.ts';

type Waiting = { readonly resolve: (answer: Plan | string) => void; readonly reject: (error: unknown) => void };

/** Tests run the sources, and a thread loads no TypeScript: it takes the built file. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? '../../../../dist/src/cli/view/planner/plan-worker.js' : './plan-worker.js',
  import.meta.url,
);

/** Plans on a thread of its own, which is started when it is first needed. */
export class PlanThread {
  readonly #inspection: Inspection;
  readonly #work: Pick<PlanWork, 'options' | 'host'>;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #count = 0;
  /** Which plan the thread was asked about last. */
  #last: Plan | null = null;

  constructor(inspection: Inspection, work: Pick<PlanWork, 'options' | 'host'>) {
    this.#inspection = inspection;
    this.#work = work;
  }

  /** @throws InspectError what planning fails with */
  async plan(options: PlanOptions): Promise<Plan> {
    return (await this.#ask({ kind: 'plan', options })) as Plan;
  }

  /** Why a path of the image is not in the plan. */
  async why(plan: Plan, path: string, drop: readonly string[]): Promise<string> {
    return (await this.#ask({ kind: 'why', plan: this.#given(plan), path, drop })) as string;
  }

  /** A rendering of a plan by its name. */
  async document(plan: Plan, name: string, reference: string): Promise<string> {
    return (await this.#ask({ kind: 'document', plan: this.#given(plan), name, reference })) as string;
  }

  /** What is under way is never answered. */
  async close(): Promise<void> {
    this.#waiting.clear();
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #given(plan: Plan): GivenPlan {
    const isKnown = this.#last === plan;
    this.#last = plan;
    return isKnown ? null : plan;
  }

  #ask(question: PlanQuestion): Promise<Plan | string> {
    this.#worker ??= this.#start();
    const number = this.#count++;
    const answer = new Promise<Plan | string>((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
    this.#worker.postMessage({ kind: 'ask', number, question } satisfies PlanRequest);
    return answer;
  }

  #start(): Worker {
    const { image, diagnosis, tree, blobs } = this.#inspection;
    const given = blobs.map((blob) => (blob.kind === 'file' ? blob : blob.kind));
    const worker = new Worker(workerUrl, {
      workerData: { ...this.#work, image, diagnosis, indexes: tree.layers, blobs: given } satisfies PlanWork,
    });
    worker.on('message', (reply: PlanReply) => this.#hear(reply, worker));
    worker.once('error', (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
    worker.unref();
    return worker;
  }

  #hear(reply: PlanReply, worker: Worker): void {
    if (reply.kind === 'keep') return void this.#keep(reply.layer, worker);
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (reply.kind === 'failed') waiting?.reject(new InspectError(reply.code, reply.message));
    else waiting?.resolve(reply.answer);
  }

  async #keep(layer: number, worker: Worker): Promise<void> {
    const send = (request: PlanRequest): void => worker.postMessage(request);
    const blob = this.#inspection.blobs[layer]!;
    try {
      send({ kind: 'kept', layer, blob: blob.kind === 'file' ? blob : await blob.keep() });
    } catch (error) {
      send({ kind: 'unkept', layer, ...failureOf(error) });
    }
  }
}

/** A bug passes through. */
function failureOf(error: unknown): Failure {
  if (error instanceof InspectError) return { code: error.code, message: error.message };
  throw error;
}
