/**
 * The bytes of one member of a tar that streams by. Whoever reads them may stop early: unlike the stream itself, which then
 * takes the whole archive with it, the rest can still be passed over.
 */
export class MemberContent {
  readonly #chunks: AsyncIterator<unknown>;
  #ahead: Buffer | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #end: () => void = () => {};
  /** Resolves when the last byte has been read, or reading failed. */
  readonly ended: Promise<void>;

  constructor(entry: AsyncIterable<unknown>) {
    this.#chunks = entry[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** The first `lengthBytes` or more, less only where there are no more; to be called before anything else. */
  async peek(lengthBytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let length = 0;
    for (let chunk = await this.#next(); chunk !== null; chunk = length < lengthBytes ? await this.#next() : null) {
      parts.push(chunk);
      length += chunk.length;
    }
    this.#ahead = Buffer.concat(parts);
    return this.#ahead;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (let chunk = await this.#next(); chunk !== null; chunk = await this.#next()) yield chunk;
  }

  /** Passes over what nobody read. */
  async drain(): Promise<void> {
    while ((await this.#next()) !== null);
  }

  /** One at a time: whoever gave up may still be waiting for its last one. */
  #next(): Promise<Buffer | null> {
    const next = this.#last.then(async () => {
      const ahead = this.#ahead;
      this.#ahead = null;
      if (ahead !== null && ahead.length > 0) return ahead;
      const { done, value } = await this.#chunks.next();
      if (done !== true) return value as Buffer;
      this.#end();
      return null;
    });
    this.#last = next.catch(() => this.#end());
    return next;
  }
}
