import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ociLayout } from '../../support/oci-layout.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { failure, load, open } from './opening.ts';
import { testRegistry, testServer } from './test-registry.ts';

const layout = ociLayout({ layers: [{ '/a': 10 }], compression: 'gzip' });

type TestProxy = { readonly address: string; readonly asked: readonly string[]; readonly authorizations: readonly (string | undefined)[] };

/** A proxy that leads every host to one server of this machine. */
async function testProxy(target: string): Promise<TestProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    const [host, port] = target.split(':');
    const other = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      other.pipe(socket).pipe(other);
    });
    for (const end of [socket, other]) sockets.add(end.on('error', () => {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as { readonly port: number }).port}`, asked, authorizations };
}

describe('a proxy of the environment', () => {
  it('is used, and plain HTTP is told of', async () => {
    const registry = await testRegistry(layout);
    const proxy = await testProxy(registry.host);
    const environment = { https_proxy: `http://me:hunter2@${proxy.address}`, HTTP_PROXY: `http://me:hunter2@${proxy.address}` };
    const { image, warnings } = await load('registry.test/app:1', { environment, insecure: true });
    expect(image.layers).toHaveLength(1);
    expect(new Set(proxy.asked)).toEqual(new Set(['registry.test:443', 'registry.test:80']));
    expect(new Set(proxy.authorizations)).toEqual(new Set([`Basic ${Buffer.from('me:hunter2').toString('base64')}`]));
    expect(warnings).toEqual(['registry.test was read over plain HTTP: anybody on the way may have read and altered it']);
  });

  it('is not used for this machine, nor where no_proxy says so', async () => {
    const registry = await testRegistry(layout);
    const proxy = await testProxy(registry.host);
    const proxied = { http_proxy: `http://${proxy.address}`, https_proxy: `http://${proxy.address}` };
    expect((await open(registry.name, { environment: proxied })).warnings).toEqual([]);
    expect(await failure('registry.invalid/app', { environment: { ...proxied, NO_PROXY: '.invalid' } })).toMatch(
      /got no (?:such host|answer from the name server)$/,
    );
    expect(proxy.asked).toEqual([]);
  });

  it('without --insecure leads to no plain HTTP', async () => {
    const registry = await testRegistry(layout);
    const proxy = await testProxy(registry.host);
    expect(await failure('registry.test/app:1', { environment: { https_proxy: `http://${proxy.address}` } })).toMatch(
      /^unreadable: expected the manifest of registry\.test\/app:1, got an answer that is not TLS: --insecure reads it without encryption$/,
    );
    expect(registry.requests).toEqual([]);
  });

  it('that refuses is told of without its password', async () => {
    const refusing = await testServer(() => false);
    const environment = { https_proxy: `http://me:hunter2@${refusing.host}` };
    const message = await failure('registry.test/app:1', { environment });
    expect(message).toBe('unreadable: expected the manifest of registry.test/app:1, got a proxy that breaks off');
    expect(await failure('registry.test/app:1', { environment: { https_proxy: 'hunter2' } })).toBe(
      'usage: expected the address of a proxy in http_proxy and https_proxy, got something else',
    );
  });
});

describe('a mirror of Docker Hub', () => {
  function homeWith(mirrors: unknown): string {
    const home = temporaryDirectory();
    mkdirSync(join(home, '.config/docker'), { recursive: true });
    writeFileSync(join(home, '.config/docker/daemon.json'), JSON.stringify({ 'registry-mirrors': mirrors }));
    return home;
  }

  it('is asked before it', async () => {
    const registry = await testRegistry(layout);
    const mirror = await testServer((request, response) => {
      response.writeHead(307, { location: `http://${registry.host}${(request.url ?? '').replace('/hub/v2/library/', '/v2/')}` }).end();
      return true;
    });
    const { image } = await load('app:1', { homeDirectory: homeWith([`http://${mirror.host}/hub`]) });
    expect(image.layers).toHaveLength(1);
    expect(mirror.requests.map(({ line }) => line)[0]).toBe('GET /hub/v2/library/app/manifests/1');
  });

  it('that has it not is passed over, and told of', async () => {
    const empty = await testServer(() => false);
    const full = await testServer((request, response) => {
      response.writeHead(307, { location: `http://${registry.host}${(request.url ?? '').replace('/library/', '/')}` }).end();
      return true;
    });
    const registry = await testRegistry(layout);
    const { warnings } = await load('app:1', { homeDirectory: homeWith([`http://${empty.host}`, `http://${full.host}/`]) });
    expect(warnings).toEqual([`mirror ${empty.host}: got status 404, went to ${full.host}`]);
    expect(empty.requests).toHaveLength(1);
  });

  it('is not asked for what is in another registry', async () => {
    const mirror = await testServer(() => false);
    const registry = await testRegistry(layout);
    await load(registry.name, { homeDirectory: homeWith([`http://${mirror.host}`]) });
    expect(mirror.requests).toEqual([]);
  });

  it('that is no address is passed over', async () => {
    const refusing = await testServer(() => false);
    const environment = { https_proxy: `http://${refusing.host}` };
    expect(await failure('app:1', { homeDirectory: homeWith(['hub']), environment })).toMatch(
      /^unreadable: expected the manifest of app:1, got a proxy/,
    );
  });
});
