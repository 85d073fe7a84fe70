import type { HttpResponse } from './transport.ts';

/** All of a small body; null where it is longer than `maxBytes`. @throws NetworkFailure */
export async function readBody({ body, headers, discard }: HttpResponse, maxBytes: number): Promise<Buffer | null> {
  if (Number(headers['content-length'] ?? 0) > maxBytes) {
    discard();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
