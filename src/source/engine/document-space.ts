import type { Limits } from '../../model/limits.ts';

/** All documents together may be this many times as large as one: an archive has a few for each platform. */
const maxDocuments = 8;

/** Of that, the larger ones get half, since they are attestations, and an image is read without those. */
const largeBytes = 1_048_576;

/** How much of the documents of an archive is kept in memory. */
export class DocumentSpace {
  readonly #maxBytes: number;
  readonly #maxDocumentBytes: number;
  #keptBytes = 0;

  constructor({ jsonBytes }: Pick<Limits, 'jsonBytes'>) {
    this.#maxDocumentBytes = jsonBytes;
    this.#maxBytes = maxDocuments * jsonBytes;
  }

  /** Whether there is room; if so, it is taken. */
  take(sizeBytes: number): boolean {
    const maxBytes = sizeBytes > largeBytes ? this.#maxBytes / 2 : this.#maxBytes;
    if (sizeBytes > this.#maxDocumentBytes || this.#keptBytes + sizeBytes > maxBytes) return false;
    this.#keptBytes += sizeBytes;
    return true;
  }
}
