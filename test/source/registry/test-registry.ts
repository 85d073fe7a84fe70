import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { digestOf } from '../../support/image-config.ts';

/** What a client asked for. */
export type SeenRequest = {
  /** `GET /v2/app/manifests/1` */
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** Answers in place of the registry; false leaves the answer to it. */
export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => boolean | Promise<boolean>;

export type TestServer = {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** So far, in their order. */
  readonly requests: readonly SeenRequest[];
};

export type TestRegistry = TestServer & {
  /** Of the registry's own manifests and blobs, by digest. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** The name of the image in it. */
  readonly name: string;
};

/** A server of HTTP on this machine that ends with the test. */
export async function testServer(answer: Answer): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    if (await answer(request, response, body)) return;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => closeServer(server));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/**
 * A registry without faults that has the files of an image layout as repository `app`, the first manifest of `index.json` under
 * the tag `1`.
 */
export async function testRegistry(layout: ReadonlyMap<string, Uint8Array>, fault: Answer = () => false): Promise<TestRegistry> {
  const contents = new Map(
    [...layout].filter(([path]) => path.startsWith('blobs/')).map(([, bytes]) => [digestOf(bytes) as string, bytes]),
  );
  const index = JSON.parse(Buffer.from(layout.get('index.json')!).toString('utf8')) as {
    readonly manifests: readonly { digest: string }[];
  };
  const tags = new Map([['1', index.manifests[0]!.digest]]);
  const server = await testServer(async (request, response, body) => {
    if (await fault(request, response, body)) return true;
    const [, kind, reference = ''] = /^\/v2\/app\/(manifests|blobs)\/([^?]+)$/.exec(request.url ?? '') ?? [];
    const digest = tags.get(reference) ?? reference;
    const bytes = contents.get(digest);
    if (bytes === undefined) return false;
    if (kind === 'blobs') sendBlob(request, response, bytes);
    else sendManifest(response, bytes, digest);
    return true;
  });
  return { ...server, contents, name: `${server.host}/app:1` };
}

export function sendManifest(response: ServerResponse, bytes: Uint8Array, digest: string = digestOf(bytes)): void {
  const { mediaType } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly mediaType?: string };
  response.writeHead(200, {
    'content-type': mediaType ?? 'application/json',
    'content-length': bytes.length,
    'docker-content-digest': digest,
  });
  response.end(bytes);
}

/** With a range where one was asked for. */
export function sendBlob(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from === 0 ? 200 : 206, { 'content-length': bytes.length - from, ...range });
  response.end(bytes.subarray(from));
}

export function sendJson(response: ServerResponse, value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  return true;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += (chunk as Buffer).toString('utf8');
  return body;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
