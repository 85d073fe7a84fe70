/**
 * The bytes of one member of a tar that streams by. Whoever reads them may stop early: unlike the stream itself, which then
 * takes the whole archive with it, the rest can still be passed over.
 */
export class MemberContent {
  readonly #chunks: AsyncIterator<unknown>;
  #ahead: Buffer | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #taken: () => void = () => {};
  /** Resolves when whoever reads `chunks` has seen their end. */
  readonly taken: Promise<void>;

  constructor(entry: AsyncIterable<unknown>) {
    this.#chunks = entry[Symbol.asyncIterator]();
    this.taken = new Promise((resolve) => {
      this.#taken = resolve;
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
    const [first] = parts;
    this.#ahead = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
    return this.#ahead;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (let chunk = await this.#next(); chunk !== null; chunk = await this.#next()) yield chunk;
    this.#taken();
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
      return done === true ? null : (value as Buffer);
    });
    this.#last = next.catch(() => {});
    return next;
  }
}
