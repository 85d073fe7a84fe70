import type { AddressInfo } from 'node:net';
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export type ProxyOptions = {
  /** Default: a socket in a directory that is there. */
  readonly listen: { readonly kind: 'socket'; readonly path: string } | { readonly kind: 'tls'; readonly tls: TlsOptions };
  /** Cuts the connection after this many bytes of the engine. */
  readonly cutAfterBytes?: number;
  /** Called with the bytes of the engine so far. */
  readonly onBytes?: (bytes: number) => void;
};

export type EngineProxy = {
  /** For `DOCKER_HOST`. */
  readonly host: string;
  /** `GET /v1.41/images/app/json`, in their order. */
  readonly requests: readonly string[];
  readonly stop: () => void;
};

/** Stands between a client and an engine's socket, and sees what is asked. */
export async function startEngineProxy(socketPath: string, options: ProxyOptions): Promise<EngineProxy> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  const join = (client: Socket): void => {
    const engine = connectSocket(socketPath);
    let sentBytes = 0;
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    client.on('close', () => engine.destroy());
    // After what it has sent, of which the client may not have taken all.
    engine.on('close', () => client.destroySoon());
    client.on('data', (chunk: Buffer) => requests.push(...(chunk.toString('latin1').match(/^GET \S+/gm) ?? [])));
    engine.on('data', (chunk: Buffer) => {
      sentBytes += chunk.length;
      options.onBytes?.(sentBytes);
      if (options.cutAfterBytes !== undefined && sentBytes > options.cutAfterBytes) client.destroy();
    });
    client.pipe(engine);
    engine.pipe(client);
  };
  const { listen } = options;
  const server = listen.kind === 'tls' ? createTlsServer(listen.tls, join) : createServer(join);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => {
    if (listen.kind === 'tls') server.listen(0, '127.0.0.1', resolve);
    else server.listen(listen.path, resolve);
  });
  const host = listen.kind === 'tls' ? `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` : `unix://${listen.path}`;
  const stop = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { host, requests, stop };
}
