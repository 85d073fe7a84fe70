import { closeSync, openSync } from 'node:fs';
import { gatherersFor } from '../../src/layer/gatherers.ts';
import { indexRange } from '../../src/layer/index-range.ts';
import { indexStream } from '../../src/layer/index-stream.ts';
import type { ReadPattern } from '../../src/model/facts.ts';
import { layerFacts } from '../../src/model/layer-facts.ts';
import { contentHash, fileKind, type LayerIndex, layerEntry } from '../../src/model/layer-index.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import { type LayerInput, layer } from '../support/layers.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

export type IndexingInput = { readonly reads?: readonly ReadPattern[]; readonly limits?: Partial<Limits> };

/** Indexes a tar that lies in a file, behind bytes of something else. */
export function indexFile(tar: Uint8Array, { reads = [], limits = {} }: IndexingInput = {}): LayerIndex {
  const before = Buffer.alloc(777, 'x');
  const fd = openSync(temporaryFile('archive', Buffer.concat([before, tar, before])), 'r');
  try {
    return indexRange(fd, before.length, tar.length, gatherersFor(reads), { ...defaultLimits, ...limits }, () => {});
  } finally {
    closeSync(fd);
  }
}

/** Indexes a tar that comes in chunks. */
export function indexChunks(chunks: readonly Uint8Array[], { reads = [], limits = {} }: IndexingInput = {}): Promise<LayerIndex> {
  async function* stream(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  return indexStream(stream(), gatherersFor(reads), { ...defaultLimits, ...limits });
}

/** The index of a layer, made as of a stream. */
export function indexOf(input: LayerInput | Uint8Array, input2: IndexingInput = {}): Promise<LayerIndex> {
  return indexChunks([input instanceof Uint8Array ? input : layer(input)], input2);
}

/** All that an index says, as one value; `hashes` in hex by path. */
export function told(index: LayerIndex) {
  const { columns, entryCount, sizeBytes, tarBytes } = index;
  const rows = Array.from({ length: entryCount }, (_, i) => i);
  const facts = layerFacts(index);
  return {
    entryCount,
    sizeBytes,
    tarBytes,
    entries: rows.map((i) => ({ ...layerEntry(index, i), fileKind: fileKind(columns, i), shared: columns.shared[i] })),
    facts: {
      ...Object.fromEntries(Object.entries(facts).map(([kind, found]) => [kind, [...found]])),
      captured: [...facts.captured].map(([i, { bytes, isTruncated }]) => [i, Buffer.from(bytes).toString('latin1'), isTruncated]),
    },
  };
}

/** Hash of each content that was hashed, by path. */
export function hashes(index: LayerIndex): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: index.entryCount }, (_, i) => i).flatMap((i) => {
      const hash = contentHash(index.columns, i);
      return hash === null ? [] : [[layerEntry(index, i).path, Buffer.from(hash).toString('hex')] as const];
    }),
  );
}
