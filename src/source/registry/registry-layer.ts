import type { Descriptor } from '../../model/descriptor.ts';
import type { DiffId } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { Arrival, FileBlob, Layer, StreamBlob } from '../../model/image.ts';
import { drain } from '../drain.ts';
import type { HeldFiles } from '../held-files.ts';
import { notDistributed } from '../not-distributed.ts';
import { readChunks } from '../read-stored.ts';
import { spoolBlob } from '../store/spool-blob.ts';
import { toldChunks } from '../told-chunks.ts';
import type { Fetching } from './fetch-described.ts';
import type { Repository } from './repository.ts';

export type LayerOptions = Fetching & {
  readonly held: HeldFiles;
  readonly temporaryDirectory: string;
  /** Whether what is fetched to be indexed is kept. */
  readonly rereads: boolean;
  readonly onArrival: (arrival: Arrival) => void;
};

/** Whether it is compressed is what the media type says, until the bytes have been seen. */
export function registryLayer(descriptor: Descriptor, diffId: DiffId, index: number): Layer {
  const { mediaType, digest, sizeBytes } = descriptor;
  if (mediaType.endsWith('+encrypted')) {
    throw new InspectError('unsupported', `layer ${index} (${digest}): expected a tar, compressed or not, got ${mediaType}`);
  }
  const isCompressed = /[+.](?:gzip|zstd)$/.test(mediaType);
  return { index, diffId, digest, mediaType, compressedBytes: isCompressed ? sizeBytes : null };
}

/** The bytes of a layer, from the store where they are there, unaltered. Nothing is fetched before somebody asks. */
export function registryBlob(descriptor: Descriptor, options: LayerOptions): StreamBlob {
  const { repository, store, held, onArrival, signal: ending } = options;
  const { sizeBytes } = descriptor;
  const fetch = (signal: AbortSignal): AsyncIterable<Uint8Array> => fetchLayer(repository, descriptor, signal);
  let kept: Promise<FileBlob> | null = null;
  let found: Promise<FileBlob | null> | null = null;
  const stored = (): Promise<FileBlob | null> => (found ??= store?.findVerified(descriptor, held, ending) ?? Promise.resolve(null));
  const keep = async (): Promise<FileBlob> => {
    const known = await stored();
    if (known !== null) return known;
    return drain(passAndKeep(toldChunks(fetch(ending), { from: 'registry', expectedBytes: sizeBytes }, onArrival)));
  };
  const passAndKeep = (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, FileBlob> =>
    store === null ? spoolBlob(descriptor, chunks, held, options) : store.keep(descriptor, chunks, held);
  async function* fetchOnce(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    kept = Promise.resolve(yield* passAndKeep(fetch(signal)));
  }
  return {
    kind: 'stream',
    sizeBytes,
    open: (signal) =>
      storedOrFetched(
        () => kept ?? stored(),
        () => (options.rereads ? fetchOnce(signal) : fetch(signal)),
      ),
    keep: () => (kept ??= keep()),
  };
}

async function* fetchLayer(repository: Repository, descriptor: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* repository.blob(descriptor, signal);
  } catch (error) {
    throw notDistributed(error, descriptor.mediaType);
  }
}

async function* storedOrFetched(
  stored: () => Promise<FileBlob | null>,
  fetch: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const file = await stored();
  if (file === null) yield* fetch();
  else yield* readChunks(file);
}
