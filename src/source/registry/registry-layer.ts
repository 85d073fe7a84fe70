import type { Descriptor } from '../../model/descriptor.ts';
import type { DiffId } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { FileBlob, Layer, StreamBlob } from '../../model/image.ts';
import { type HeldFiles, heldFiles } from '../held-files.ts';
import { readChunks } from '../read-stored.ts';
import { spoolBlob } from '../store/spool-blob.ts';
import type { Fetching } from './fetch-described.ts';

export type LayerOptions = Fetching & { readonly held: HeldFiles; readonly temporaryDirectory: string };

/** Whether it is compressed is what the media type says, until the bytes have been seen. */
export function registryLayer(descriptor: Descriptor, diffId: DiffId, index: number): Layer {
  const { mediaType, digest, sizeBytes } = descriptor;
  if (mediaType.endsWith('+encrypted')) {
    throw new InspectError('unsupported', `layer ${index} (${digest}): expected a tar, compressed or not, got ${mediaType}`);
  }
  const isCompressed = /[+.](?:gzip|zstd)$/.test(mediaType);
  return { index, diffId, digest, mediaType, compressedBytes: isCompressed ? sizeBytes : null };
}

/** The bytes of a layer, from the store where they are there. Nothing is fetched before somebody asks. */
export function registryBlob(descriptor: Descriptor, options: LayerOptions): StreamBlob {
  const { repository, store, held, signal: ending } = options;
  let kept: Promise<FileBlob> | null = null;
  const fetch = (signal: AbortSignal): AsyncIterable<Uint8Array> => repository.blob(descriptor, signal);
  const keep = async (): Promise<FileBlob> => {
    const known = store?.find(descriptor, held) ?? null;
    if (known !== null) return known;
    if (store === null) return spoolBlob(descriptor, fetch(ending), held, options);
    return store.keep(descriptor, fetch(ending), held);
  };
  return {
    kind: 'stream',
    sizeBytes: descriptor.sizeBytes,
    open: (signal) => storedOrFetched(options, descriptor, () => fetch(signal)),
    keep: () => (kept ??= keep()),
  };
}

async function* storedOrFetched(
  { store }: LayerOptions,
  descriptor: Descriptor,
  fetch: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const held = heldFiles();
  try {
    const file = store?.find(descriptor, held) ?? null;
    if (file === null) yield* fetch();
    else yield* readChunks(file);
  } finally {
    held.close();
  }
}
