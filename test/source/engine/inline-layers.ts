import { createHash } from 'node:crypto';
import { gatherersFor } from '../../../src/layer/gatherers.ts';
import { indexStream } from '../../../src/layer/index-stream.ts';
import type { DiffId, Digest } from '../../../src/model/digest.ts';
import type { ArrivedLayer, ArrivingLayers } from '../../../src/model/image.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { decompress } from '../../../src/tar/decompress.ts';
import { sniffCompression } from '../../../src/tar/sniff.ts';

export type InlineLayers = ArrivingLayers & { readonly known: Set<DiffId> };

/** Indexes layers that arrive on this thread, and knows them from then on. */
export function inlineLayers(known: Iterable<DiffId> = []): InlineLayers {
  const all = new Set(known);
  const index = async (chunks: AsyncIterable<Uint8Array>): Promise<ArrivedLayer> => {
    const layer = await indexAll(await joined(chunks));
    all.add(layer.diffId);
    return layer;
  };
  return { known: all, isKnown: async (diffId) => all.has(diffId), index };
}

async function indexAll(stored: Buffer): Promise<ArrivedLayer> {
  const compression = sniffCompression(stored);
  const tar = await joined(decompress([stored], compression, defaultLimits));
  const index = await indexStream(one(tar), gatherersFor([]), defaultLimits);
  const compressedBytes = compression === 'none' ? null : stored.length;
  return { index, digest: sha256(stored) as Digest, diffId: sha256(tar) as string as DiffId, compressedBytes };
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
