import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { InspectError } from '../model/errors.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { findProgram, pipeThrough } from './external-program.ts';
import type { Compression } from './sniff.ts';

/** Small outputs may have any ratio: a layer of one empty file compresses a thousandfold. */
const ratioGraceBytes = 64 * 1_048_576;

/** Output is handed on in pieces of 256 KiB, and 4 MiB may wait, so that decompressing and reading overlap. Zlib streams take stream options too. */
const streamOptions = { chunkSize: 256 * 1024, readableHighWaterMark: 4 * 1_048_576 };

/**
 * The bytes that `compressed` unpacks to. gzip may have many members, zstd many frames and skippable ones (eStargz, zstd:chunked).
 * @throws InspectError `malformed-compression`, `limit`, or `unsupported` (bzip2, which no image builder writes)
 */
export async function* decompress(compressed: Iterable<Uint8Array>, kind: Compression, limits: Limits): AsyncGenerator<Buffer> {
  let inputBytes = 0;
  const counted = tapped(compressed, (chunk) => {
    inputBytes += chunk.length;
  });
  let outputBytes = 0;
  for await (const chunk of open(counted, kind)) {
    outputBytes += chunk.length;
    if (outputBytes > limits.layerBytes) throw limitExceeded(limits, 'layerBytes', `${kind} data`);
    if (outputBytes > ratioGraceBytes && outputBytes > inputBytes * limits.compressionRatio)
      throw limitExceeded(limits, 'compressionRatio', `${kind} data`);
    yield chunk;
  }
}

function open(compressed: Iterable<Uint8Array>, kind: Compression): AsyncIterable<Buffer> {
  switch (kind) {
    case 'none':
      return fromIterable(compressed);
    case 'gzip':
      return gunzip(compressed);
    case 'zstd':
      return unzstd(compressed);
    case 'xz':
      return unxz(compressed);
    case 'bzip2':
      throw new InspectError('unsupported', 'expected gzip, zstd or xz data, got bzip2: decompress it first with bunzip2');
  }
}

/** igzip decompresses three times as fast as zlib; containerd prefers it in the same way. */
function gunzip(compressed: Iterable<Uint8Array>): AsyncIterable<Buffer> {
  const igzip = findProgram('igzip');
  return igzip === null ? throughZlib(compressed) : pipeThrough(igzip, ['-dc'], compressed, 'gzip');
}

async function* throughZlib(compressed: Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  // Without it sixteen pieces of any size are read ahead.
  const input = Readable.from(compressed, { objectMode: false, highWaterMark: 262_144 });
  const output = zlib.createGunzip(streamOptions);
  // `pipe` does not carry errors: what goes wrong while reading the compressed bytes must end the output too.
  let inputError: unknown = null;
  input.once('error', (error) => {
    inputError = error;
    output.destroy(error);
  });
  try {
    for await (const chunk of input.pipe(output)) yield toBuffer(chunk);
  } catch (error) {
    throw inputError ?? malformed('gzip', error);
  } finally {
    input.destroy();
  }
}

/**
 * A WebAssembly build of the reference decoder, on every Node: the built-in decoder ends after the first frame, and is no faster.
 * This one does not say that data is broken, but stays where it is for ever.
 */
async function* unzstd(compressed: Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  const { ZSTDDecoder } = await import('zstddec/stream');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  let emptySteps = 0;
  const decoded = decoder.decodeStreaming(
    tapped(compressed, (chunk) => {
      emptySteps = -(2 * chunk.length) / minZstdFrameBytes;
    }),
  );
  try {
    for (let next = translate(() => decoded.next(), 'zstd'); next.done !== true; next = translate(() => decoded.next(), 'zstd')) {
      if (next.value.length > 0) yield toBuffer(next.value);
      else if (++emptySteps > maxEmptySteps) throw malformed('zstd', 'data that is none');
    }
  } finally {
    decoded.return(undefined);
  }
}

/** An empty frame or a skippable one; in each the decoder may stop twice without giving bytes. */
const minZstdFrameBytes = 8;
const maxEmptySteps = 16;

function* tapped(chunks: Iterable<Uint8Array>, tap: (chunk: Uint8Array) => void): Generator<Uint8Array> {
  for (const chunk of chunks) {
    tap(chunk);
    yield chunk;
  }
}

async function* unxz(compressed: Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  // A CommonJS bundle, of which Node finds no named exports.
  const { default: xz } = (await import('xz-decompress')) as unknown as { readonly default: typeof import('xz-decompress') };
  const chunks = compressed[Symbol.iterator]();
  const input = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { done, value } = chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = new xz.XzReadableStream(input).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield toBuffer(value);
    }
  } catch (error) {
    throw malformedXz(error);
  } finally {
    chunks.return?.();
    // The decoder takes one stream after the other, and would wait for ever for one that nobody reads to its end. One that failed
    // is over already and fails here again.
    await reader.cancel().catch(() => undefined);
  }
}

/** What the decoder's numbers mean. https://github.com/tukaani-project/xz-embedded/blob/master/linux/include/linux/xz.h */
const xzReasons: Readonly<Record<string, string>> = {
  3: 'a dictionary that there is no memory for',
  4: 'a dictionary that there is no memory for',
  5: 'bytes that are no xz data',
  6: 'a filter that its decoder does not have',
  7: 'corrupt data',
  8: 'data that ends too early',
};

function malformedXz(error: unknown): InspectError {
  const code = /failed with error code (\d+)$/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
  const reason = xzReasons[code];
  if (reason === undefined) return malformed('xz', error);
  return new InspectError('malformed-compression', `expected whole xz data, got ${reason}`, { cause: error });
}

async function* fromIterable(chunks: Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield toBuffer(chunk);
}

function translate<T>(step: () => T, kind: Compression): T {
  try {
    return step();
  } catch (error) {
    throw malformed(kind, error);
  }
}

function malformed(kind: Compression, cause: unknown): InspectError {
  if (cause instanceof InspectError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InspectError('malformed-compression', `expected whole ${kind} data, got an error from its decoder: ${reason}`, { cause });
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
