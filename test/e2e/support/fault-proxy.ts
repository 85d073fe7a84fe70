import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to an answer. It has the head that the registry sent, and its whole body. */
export type Fault = (response: ServerResponse, answer: Answer, asked: IncomingMessage) => void;

export type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

export type FaultProxy = {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Lines of the requests so far. */
  readonly requests: readonly string[];
  /** What `path` matches fails in this way, `times` times; then it is passed on. Replaces all faults before. */
  readonly fail: (path: RegExp, fault: Fault, times?: number) => void;
  readonly stop: () => Promise<void>;
};

/** Stands in front of a registry of plain HTTP. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const requests: string[] = [];
  let current: { path: RegExp; fault: Fault; left: number } | null = null;
  const server = createServer((asked, response) => {
    requests.push(`${asked.method} ${asked.url}`);
    const fault = current?.path.test(asked.url ?? '') && current.left-- > 0 ? current.fault : passOn;
    forward(target, asked)
      .then((answer) => fault(response, answer, asked))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (path, fault, times = Number.POSITIVE_INFINITY) => {
      current = { path, fault, left: times };
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const passOn: Fault = (response, { status, headers, body }) => void response.writeHead(status, headers).end(body);

function forward(target: string, asked: IncomingMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const forwarded = request(
      `http://${target}${asked.url}`,
      { method: asked.method, headers: { ...asked.headers, host: target } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }));
      },
    );
    forwarded.on('error', reject);
    forwarded.end();
  });
}
