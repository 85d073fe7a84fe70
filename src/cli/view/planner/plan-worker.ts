import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { advise } from '../../../advise/advise.ts';
import { imageView } from '../../../analyze/image-view.ts';
import { takeInventory } from '../../../analyze/packages/inventory.ts';
import { packageReaders } from '../../../analyze/packages/readers.ts';
import { squash } from '../../../filesystem/squash.ts';
import { InspectError } from '../../../model/errors.ts';
import type { FileBlob, Image, LayerBlob } from '../../../model/image.ts';
import { formatInstruction } from '../../../model/instruction.ts';
import { alignHistory } from '../../../model/layer-history.ts';
import type { Plan } from '../../../model/plan.ts';
import { limitsOf } from '../../image-options.ts';
import { type PlanSubject, withAdvice } from '../../make-plan.ts';
import type { PlanQuestion, PlanReply, PlanRequest, PlanWork } from './plan-work.ts';
import { renderDocument } from './render-document.ts';
import { whyDropped } from './why-dropped.ts';

/** The thread that plans for the screens, so that keys are heard meanwhile. Its tree is its own, made of the same indexes. */
const work = workerData as PlanWork;
const port = parentPort!;
const keeping = new Map<number, { readonly resolve: (blob: FileBlob) => void; readonly reject: (error: InspectError) => void }>();
let subject: PlanSubject | null = null;
let asked: Plan | null = null;
let judge: { readonly plan: Plan; readonly drop: string; readonly why: (path: string) => string } | null = null;

port.on('message', async (request: PlanRequest) => {
  switch (request.kind) {
    case 'kept':
      return keeping.get(request.layer)?.resolve(request.blob);
    case 'unkept':
      return keeping.get(request.layer)?.reject(new InspectError(request.code, request.message));
    case 'ask':
      return post(await answered(request.number, request.question));
  }
});

function post(reply: PlanReply): void {
  port.postMessage(reply);
}

/** A bug is thrown on, ends this thread, and is told of on the other. */
async function answered(number: number, question: PlanQuestion): Promise<PlanReply> {
  try {
    return { kind: 'answer', number, answer: await answer(question) };
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return { kind: 'failed', number, code: error.code, message: error.message };
  }
}

async function answer(question: PlanQuestion): Promise<Plan | string> {
  subject ??= createSubject();
  if (question.kind === 'plan') {
    const host = { ...work.host, stderr: process.stderr, signal: new AbortController().signal };
    return withAdvice(subject, { ...work.options, quiet: true }, host, (input) => advise(input, question.options));
  }
  // At once, as the next question may be about another plan.
  asked = question.plan ?? asked;
  if (question.kind === 'why') return why(subject, asked!, question.path, question.drop);
  return renderDocument(question.name, asked!, subject, question.reference, limitsOf(work.options));
}

function why({ image, diagnosis, tree, inventory }: PlanSubject, plan: Plan, path: string, drop: readonly string[]): string {
  const globs = JSON.stringify(drop);
  if (judge === null || judge.plan !== plan || judge.drop !== globs) {
    // What was left out needs no content to be known.
    const scene = { view: imageView(image, tree, instructionsOf(image)), inventory, read: async () => new Map() };
    judge = { plan, drop: globs, why: whyDropped(plan, scene, diagnosis, drop) };
  }
  return judge.why(path);
}

function instructionsOf({ config }: Image): readonly string[] {
  return alignHistory(config).map((record) => formatInstruction(record?.createdBy ?? ''));
}

function createSubject(): PlanSubject {
  const { image, diagnosis, indexes } = work;
  const random = randomBytes(8);
  const tree = squash(indexes, [random.readInt32LE(0), random.readInt32LE(4)]);
  const inventory = takeInventory(packageReaders, imageView(image, tree, instructionsOf(image)));
  return { image, diagnosis, tree, inventory, blobs: work.blobs.map(blobOf) };
}

/** The other thread holds the files, and whatever sends the bytes that are in none. */
function blobOf(blob: PlanWork['blobs'][number], layer: number): LayerBlob {
  if (typeof blob !== 'string') return blob;
  const keep = (): Promise<FileBlob> =>
    new Promise((resolve, reject) => {
      keeping.set(layer, { resolve, reject });
      post({ kind: 'keep', layer });
    });
  if (blob === 'indexed') return { kind: 'indexed', index: work.indexes[layer]!, keep };
  return { kind: 'stream', sizeBytes: null, open: () => unopened(layer), keep };
}

function unopened(layer: number): never {
  throw new Error(`layer ${layer} is indexed already, and not read again from its beginning`);
}
