import type { ScanFiles, Scene } from './tracer.ts';

/** What of a scene is kept, or the same worked out anew. */
export function scanFiles(scene: Scene): ScanFiles {
  const { scan: kept, read } = scene;
  if (kept !== undefined) return kept;
  return async (_name, nodes, maxBytes, scan) => {
    const contents = await read(nodes, maxBytes);
    return new Map([...contents].map(([node, bytes]) => [node, scan(bytes)]));
  };
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
