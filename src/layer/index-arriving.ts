import type { ArrivedLayer } from '../model/image.ts';
import type { IndexOptions } from './index-layers.ts';
import type { WorkerPool } from './worker-pool.ts';

/**
 * Reads a layer of which nothing is known before its bytes have gone by. They are asked for once a thread is free.
 * @throws InspectError `malformed-*` or `limit`, without a place: only the caller knows where the bytes are from
 */
export async function indexArriving(
  chunks: AsyncIterable<Uint8Array>,
  pool: WorkerPool,
  { reads, limits }: Pick<IndexOptions, 'reads' | 'limits'>,
): Promise<ArrivedLayer> {
  const request = { digest: null, diffId: null, sizeBytes: null, hashesTar: true };
  const progress = new Float64Array(new SharedArrayBuffer(8));
  const result = await pool.run({ kind: 'stream', place: null, request, reads, limits }, progress, () => chunks);
  if (result.kind !== 'stream' || result.arrived.diffId === null) throw new Error('a stream was read as something else');
  return { ...result.arrived, diffId: result.arrived.diffId };
}
