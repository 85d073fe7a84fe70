import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { digestOf } from '../support/image-config.ts';
import { addImage, type OciImageInput } from '../support/oci-layout.ts';

export type SlowRegistry = { readonly host: string; readonly stop: () => void };

const tickMilliseconds = 50;

/**
 * A registry on this machine whose only image takes so long that one can see it come.
 * @param bytesPerSecond by layer
 */
export async function slowRegistry(input: OciImageInput, bytesPerSecond: readonly number[]): Promise<SlowRegistry> {
  const blobs = new Map<string, Uint8Array>();
  const { descriptor, manifest } = addImage(blobs, input);
  const byDigest = new Map([...blobs.values()].map((bytes) => [digestOf(bytes) as string, bytes]));
  const rates = new Map(manifest.layers.map(({ digest }, layer) => [digest, bytesPerSecond[layer]!]));
  const server = createServer((request, response) => {
    const [, reference = ''] = /\/(?:manifests|blobs)\/([^?]+)$/.exec(request.url ?? '') ?? [];
    const digest = reference.includes(':') ? reference : descriptor.digest;
    const bytes = byDigest.get(digest);
    if (request.url === '/v2/' || bytes === undefined) return void response.writeHead(request.url === '/v2/' ? 200 : 404).end();
    const type = digest === descriptor.digest ? descriptor.mediaType : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length, 'docker-content-digest': digest });
    if (request.method === 'HEAD') response.end();
    else void send(bytes, rates.get(digest) ?? Number.POSITIVE_INFINITY, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function send(bytes: Uint8Array, bytesPerSecond: number, response: ServerResponse): Promise<void> {
  const step = Math.min(bytes.length, Math.ceil((bytesPerSecond * tickMilliseconds) / 1000));
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    response.write(bytes.subarray(at, at + step));
    if (at + step < bytes.length) await delay(tickMilliseconds);
  }
  response.end();
}
