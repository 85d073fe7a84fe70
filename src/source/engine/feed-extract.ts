import type { Extract } from 'tar-stream';

export type Feed = {
  /** The end of what has been fed so far. */
  readonly tail: () => Buffer;
};

/** As much as the message of an engine that gave up takes. */
const tailBytes = 4_096;

/** Writes `chunks` to a parser, as fast as that takes them. What fails on the way ends the parser with its error. */
export function feedExtract(parser: Extract, chunks: AsyncIterable<Buffer>): Feed {
  const last: Buffer[] = [];
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of chunks) {
        if (parser.destroyed) return;
        remember(last, chunk);
        if (!parser.write(chunk)) await drained(parser);
      }
      parser.end(null);
    } catch (error) {
      parser.destroy(error as Error);
    }
  };
  void feed();
  return { tail: () => Buffer.concat(last).subarray(-tailBytes) };
}

/** Drops what is not needed any more: one chunk is mostly enough. */
function remember(last: Buffer[], chunk: Buffer): void {
  let length = chunk.length;
  let kept = last.length;
  while (kept > 0 && length < tailBytes) length += last[--kept]!.length;
  last.splice(0, kept);
  last.push(chunk);
}

function drained(parser: Extract): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off('drain', done);
      parser.off('close', done);
      resolve();
    };
    parser.on('drain', done);
    parser.on('close', done);
    if (parser.destroyed) done();
  });
}
