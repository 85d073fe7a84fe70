import type { Descriptor } from '../../model/descriptor.ts';
import type { Digest } from '../../model/digest.ts';
import { InspectError, inContext } from '../../model/errors.ts';
import { parseJson } from '../../model/json.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import { drain } from '../drain.ts';
import { heldFiles } from '../held-files.ts';
import { checkDigest } from '../read-document.ts';
import { readStored } from '../read-stored.ts';
import type { BlobStore } from '../store/blob-store.ts';
import type { Repository } from './repository.ts';

export type Fetching = {
  readonly repository: Repository;
  /** Where documents are kept that have a digest; null: nowhere. */
  readonly store: BlobStore | null;
  readonly limits: Limits;
  readonly signal: AbortSignal;
};

/** A manifest that an index lists. @throws InspectError */
export function fetchManifest(fetching: Fetching, descriptor: Descriptor): Promise<unknown> {
  const { repository, signal } = fetching;
  return fetchDescribed(fetching, descriptor, `manifest ${descriptor.digest}`, async () => {
    const { bytes } = await repository.manifest(descriptor.digest, signal);
    return bytes;
  });
}

/** A configuration. @throws InspectError */
export function fetchConfig(fetching: Fetching, descriptor: Descriptor): Promise<unknown> {
  return fetchBlob(fetching, descriptor, `configuration ${descriptor.digest}`);
}

/** A blob that is JSON. @throws InspectError */
export function fetchBlob(fetching: Fetching, descriptor: Descriptor, where: string): Promise<unknown> {
  const { repository, signal } = fetching;
  return fetchDescribed(fetching, descriptor, where, async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of repository.blob(descriptor, signal)) chunks.push(chunk);
    return checkDigest(Buffer.concat(chunks), descriptor.digest);
  });
}

async function fetchDescribed(fetching: Fetching, descriptor: Descriptor, where: string, fetch: () => Promise<Buffer>): Promise<unknown> {
  const { store, limits } = fetching;
  const { digest, sizeBytes } = descriptor;
  if (sizeBytes > limits.jsonBytes) throw limitExceeded(limits, 'jsonBytes', where);
  try {
    const known = store === null ? null : readKept(store, descriptor, limits.jsonBytes);
    const bytes = known ?? (await fetch());
    if (bytes.length !== sizeBytes) throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes, got ${bytes.length}`);
    if (store !== null && known === null) await keepDocument(store, digest, bytes);
    return parseJson(bytes, limits, where);
  } catch (error) {
    const isPlaced = error instanceof InspectError && error.message.startsWith(where);
    throw isPlaced ? error : inContext(where, error);
  }
}

/** What was altered on disk counts as not there. */
export function readKept(
  store: BlobStore,
  blob: { readonly digest: Digest; readonly sizeBytes: number | null },
  maxBytes: number,
): Buffer | null {
  const held = heldFiles();
  try {
    const file = store.find(blob, held);
    return file === null || file.sizeBytes > maxBytes ? null : checkDigest(readStored(file), blob.digest);
  } catch (error) {
    if (error instanceof InspectError) return null;
    throw error;
  } finally {
    held.close();
  }
}

/** Keeping it only saves a request the next time. */
export async function keepDocument(store: BlobStore, digest: Digest, bytes: Buffer): Promise<void> {
  const held = heldFiles();
  try {
    await drain(store.keep({ digest, sizeBytes: bytes.length }, once(bytes), held));
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
  } finally {
    held.close();
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
