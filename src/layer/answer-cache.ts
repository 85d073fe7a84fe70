import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Image, LayerBlob } from '../model/image.ts';
import type { Limits } from '../model/limits.ts';
import { imageKeys } from './cache-keys.ts';
import { readKept, writeKept } from './kept-file.ts';

/** Raised whenever the form of an entry changes. */
const answerFormat = 1;

/**
 * What was computed from an image, kept beside the indexes of its layers. All of it depends on what the manifest and the
 * configuration say, on the bytes of the layers, on the limits that they must keep, and on the code that computes: an answer is found
 * again where all of these are the same.
 */
export class AnswerCache {
  readonly #directory: string;
  readonly #subject: string;

  /**
   * @param directory of the index cache, which lists and prunes the entries with its own
   * @param build names the code that answers
   */
  constructor(directory: string, build: string, image: Image, blobs: readonly LayerBlob[], limits: Limits) {
    this.#directory = join(directory, hashOf(`answers ${answerFormat} ${build}`).slice(0, 16));
    this.#subject = JSON.stringify([image, imageKeys(image, blobs), limits]);
  }

  /** What was kept as the answer to `question`, which is JSON; null where nothing was. */
  get(question: string): unknown {
    const body = readKept(this.#path(question));
    return body === null ? null : JSON.parse(body.toString('utf8'));
  }

  /**
   * @param answer plain JSON
   * @throws the system's error where the directory cannot be written
   */
  keep(question: string, answer: unknown): void {
    writeKept(this.#path(question), Buffer.from(JSON.stringify(answer)));
  }

  #path(question: string): string {
    return join(this.#directory, `answer-${hashOf(`${this.#subject}\n${question}`)}.index`);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
