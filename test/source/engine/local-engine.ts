import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** What an engine answers at one path: JSON, bytes, or whatever a function does. */
export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly bytes: Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export type EngineInput = {
  /** By path without version and query: `/images/app:1/json`. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** What a ping says of the API; null: nothing. */
  readonly apiVersion?: string | null;
  /** Default: a socket. */
  readonly listen?: 'socket' | 'tcp';
};

export type LocalEngine = {
  /** For `DOCKER_HOST`. */
  readonly host: string;
  readonly socketPath: string;
  /** Paths with version and query, pings left out, in the order in which they came. */
  readonly requests: readonly string[];
};

/** An engine that says what a test wants it to say, until the test ends. */
export async function startEngine({ answers, apiVersion = '1.41', listen = 'socket' }: EngineInput): Promise<LocalEngine> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/_ping') {
      response.writeHead(200, apiVersion === null ? {} : { 'Api-Version': apiVersion }).end('OK');
      return;
    }
    requests.push(path);
    const bare = decodeURIComponent(path.replace(/^\/v\d+\.\d+/, '').replace(/\?.*$/, ''));
    give(answers[bare] ?? { status: 404, json: { message: `No such image: ${bare}` } }, request, response);
  });
  const socketPath = join(temporaryDirectory(), 'engine.sock');
  await new Promise<void>((resolve) => {
    if (listen === 'tcp') server.listen(0, '127.0.0.1', resolve);
    else server.listen(socketPath, resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = listen === 'tcp' ? `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` : `unix://${socketPath}`;
  return { host, socketPath, requests };
}

function give(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (typeof answer === 'function') answer(request, response);
  else if ('bytes' in answer) response.writeHead(200, { 'Content-Type': 'application/x-tar' }).end(answer.bytes);
  else response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.json));
}
