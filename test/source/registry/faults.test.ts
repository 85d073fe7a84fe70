import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StreamBlob } from '../../../src/model/image.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { digestOf } from '../../support/image-config.ts';
import { ociLayout } from '../../support/oci-layout.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { failure, hurriedPolicy, load, readBlob } from './opening.ts';
import { type Answer, sendBlob, sendManifest, testRegistry, testServer } from './test-registry.ts';

/** The layer is larger than what one read brings. */
const layout = ociLayout({ layers: [{ '/a': 300_000 }], config: { Labels: { padding: 'x'.repeat(1_000) } } });

type Fault = (...parameters: Parameters<Answer>) => boolean | Promise<boolean>;

/** A fault that happens so many times to what matches; the answers that follow are right. */
function times(count: number, path: RegExp, fault: Fault): Answer {
  let left = count;
  return (request, response, body) => (path.test(request.url ?? '') && left-- > 0 ? fault(request, response, body) : false);
}

const manifest = /\/manifests\//;
/** Its content, padded, headers and the end marker. */
const layerBytes = 301_568;
/** Of the layer: the configuration has been asked for before. */
function layerPath(): RegExp {
  const index = JSON.parse(Buffer.from(layout.get('index.json')!).toString());
  const { layers } = JSON.parse(Buffer.from(layout.get(`blobs/${index.manifests[0].digest.replace(':', '/')}`)!).toString());
  return new RegExp(layers[0].digest);
}

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  (_, response) => {
    response.writeHead(code, headers).end('hunter2');
    return true;
  };

/** Sends so many of the bytes, then goes away. */
const cutAfter =
  (bytes: number): Fault =>
  (request, response) => {
    const digest = /sha256:[0-9a-f]+/.exec(request.url ?? '')?.[0] ?? '';
    const blob = layout.get(`blobs/${digest.replace(':', '/')}`)!;
    const from = Number(/\d+/.exec(request.headers.range ?? '0')![0]);
    const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${blob.length - 1}/${blob.length}` };
    response.writeHead(from === 0 ? 200 : 206, { 'content-length': blob.length - from, ...range });
    response.write(blob.subarray(from, from + bytes), () => setTimeout(() => response.destroy(), 5));
    return true;
  };

async function digestsRead(fault: Answer): Promise<{ readonly right: boolean; readonly ranges: readonly (string | undefined)[] }> {
  const registry = await testRegistry(layout, fault);
  const { image, blobs } = await load(registry.name);
  const digest = digestOf(await readBlob(blobs[0] as StreamBlob));
  const asked = registry.requests.filter(({ line }) => line.endsWith(image.layers[0]!.digest!));
  return { right: digest === image.layers[0]!.digest, ranges: asked.map(({ headers }) => headers.range) };
}

describe('a server that fails for a moment', () => {
  it.each([408, 429, 500, 502, 503, 504])('with status %d is asked again', async (code) => {
    const registry = await testRegistry(layout, times(2, manifest, status(code)));
    expect(await failure(registry.name)).toBe('none');
    expect(registry.requests.filter(({ line }) => manifest.test(line))).toHaveLength(3);
  });

  it('is asked again when it says', async () => {
    const registry = await testRegistry(layout, times(1, manifest, status(429, { 'retry-after': '1' })));
    const start = performance.now();
    expect(await failure(registry.name)).toBe('none');
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  it('in the middle of a manifest is asked again', async () => {
    const cut: Fault = (_, response) => {
      response.writeHead(200, { 'content-length': 5_000 });
      response.write('{"schemaVersion"', () => setTimeout(() => response.destroy(), 5));
      return true;
    };
    const registry = await testRegistry(layout, times(2, manifest, cut));
    expect(await failure(registry.name)).toBe('none');
  });

  it('in the middle of a blob goes on where it was', async () => {
    const { right, ranges } = await digestsRead(times(2, layerPath(), cutAfter(100_000)));
    expect(right).toBe(true);
    expect(ranges.map((range) => /^bytes=\d+-$/.test(range ?? ''))).toEqual([false, true, true]);
  });

  it('in the middle of a blob, and knows no ranges, begins anew', async () => {
    let asked = 0;
    const whole: Answer = (request, response, body) => {
      if (!layerPath().test(request.url ?? '')) return false;
      asked += 1;
      delete request.headers.range;
      if (asked === 1) return cutAfter(100_000)(request, response, body);
      const digest = /sha256:[0-9a-f]+/.exec(request.url ?? '')![0];
      sendBlob(request, response, layout.get(`blobs/${digest.replace(':', '/')}`)!);
      return true;
    };
    expect((await digestsRead(whole)).right).toBe(true);
  });

  it('in the middle of a blob and does not answer at first goes on where it was', async () => {
    const drop: Fault = (request) => {
      request.socket.destroy();
      return true;
    };
    let asked = 0;
    const fault: Answer = (request, response, body) => {
      if (!layerPath().test(request.url ?? '')) return false;
      asked += 1;
      if (asked === 1) return cutAfter(50_000)(request, response, body);
      return asked === 2 ? drop(request, response, body) : false;
    };
    expect((await digestsRead(fault)).right).toBe(true);
  });
});

describe('a server that fails for good', () => {
  it.each([
    [404, 'no-such-image: expected the manifest of NAME, got status 404: there is none by that name'],
    [403, 'unreadable: expected the manifest of NAME, got status 403: it needs other credentials, or the network does not let it through'],
    [418, 'unreadable: expected the manifest of NAME, got status 418'],
    [429, 'unreadable: expected the manifest of NAME, got status 429, too many requests: wait, or log in with docker login'],
    [500, 'unreadable: expected the manifest of NAME, got status 500'],
  ])('with status %d is told so, without a word of its answer', async (code, message) => {
    const registry = await testRegistry(layout, times(99, manifest, status(code)));
    expect(await failure(registry.name)).toBe(message.replace('NAME', registry.name));
  });

  it('with a wait that is too long is not waited for', async () => {
    const registry = await testRegistry(layout, times(99, manifest, status(429, { 'retry-after': '3600' })));
    expect(await failure(registry.name)).toMatch(/^unreadable: .*status 429/);
    expect(registry.requests).toHaveLength(1);
  });

  it('without a layer that it lists says which', async () => {
    const registry = await testRegistry(layout, times(99, layerPath(), status(404)));
    expect(await failure(registry.name)).toMatch(
      /^missing-blob: expected blob sha256:[0-9a-f]{64}, got status 404: there is none by that name$/,
    );
  });

  it('in the middle of a blob, again and again, ends', async () => {
    const registry = await testRegistry(layout, times(99, layerPath(), cutAfter(10)));
    expect(await failure(registry.name)).toMatch(
      /^unreadable: expected blob sha256:[0-9a-f]{64} of \d+ bytes, got \d+ of \d+ bytes and a connection that broke off$/,
    );
    expect(registry.requests.length).toBeLessThan(8);
  });

  it('by falling silent is left', async () => {
    const silent: Fault = (_, response) => {
      response.writeHead(200, { 'content-length': 5_000 });
      response.write('{');
      return true;
    };
    // The HTTP client looks at its clock once a second.
    const once = { ...hurriedPolicy, attempts: 1 };
    const [registry, mute] = await Promise.all([silent, () => true].map((fault) => testRegistry(layout, times(99, manifest, fault))));
    const messages = await Promise.all([failure(registry!.name, {}, once), failure(mute!.name, {}, once)]);
    expect(messages[0]).toMatch(/got an answer that fell silent$/);
    expect(messages[1]).toMatch(/got no answer in time$/);
  });

  it('by sending a byte now and then is left', async () => {
    const drip: Fault = (_, response) => {
      response.writeHead(200, { 'content-length': layerBytes });
      const timer = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(timer));
      return true;
    };
    const registry = await testRegistry(layout, times(99, layerPath(), drip));
    const start = performance.now();
    expect(await failure(registry.name)).toMatch(/^unreadable: .*an answer that comes too slowly$/);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('by not speaking HTTP is told so', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { readonly port: number };
    expect(await failure(`127.0.0.1:${port}/app`)).toMatch(/^unreadable: .*got an answer that is not HTTP$/);
  });

  it('by not being there is told so at once', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { readonly port: number };
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(`127.0.0.1:${port}/app`)).toMatch(/^unreadable: .*got a refused connection$/);
  });
});

describe('wrong bytes', () => {
  it.each([
    ['cut JSON', '{"schemaVersion": 2, "config": {', /^malformed-json: manifest .*: expected JSON, got a document that ends too early$/],
    ['no JSON', '<html>hunter2</html>', /^malformed-json: manifest .*: expected JSON, got text that starts with/],
    ['nothing', '', /^malformed-json: manifest .*: expected JSON, got nothing$/],
  ])('as a manifest are refused: %s', async (_, text, message) => {
    const server = await testServer((_request, response) => {
      response.end(text);
      return true;
    });
    expect(await failure(`${server.host}/app`)).toMatch(message);
  });

  it('as a manifest are refused where another digest was promised, or asked for', async () => {
    const other = Buffer.from('{"schemaVersion":2,"manifests":[]}');
    const wrong: Fault = (_, response) => {
      sendManifest(response, other, digestOf(Buffer.from('promised')));
      return true;
    };
    const registry = await testRegistry(layout, times(99, manifest, wrong));
    expect(await failure(registry.name)).toMatch(
      /^digest-mismatch: expected the manifest of .* to have sha256:[0-9a-f]{64}, got sha256:[0-9a-f]{64}$/,
    );
    expect(await failure(`${registry.host}/app@${digestOf(Buffer.from('asked'))}`)).toMatch(/^digest-mismatch: /);
  });

  it('more than a manifest may have are not read', async () => {
    const endless: Fault = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(262_144)), 1);
      response.once('close', () => clearInterval(timer));
      return true;
    };
    const declared: Fault = (_, response) => {
      response.writeHead(200, { 'content-length': 1e12 });
      response.write('x');
      return true;
    };
    for (const fault of [endless, declared]) {
      const registry = await testRegistry(layout, times(99, manifest, fault));
      const limits = { ...defaultLimits, jsonBytes: 1_000_000 };
      expect(await failure(registry.name, { limits })).toBe(
        `limit: the manifest of ${registry.name}: more than 1000000 (limit jsonBytes; raise it with --limit jsonBytes=NUMBER)`,
      );
    }
  });

  it('as a configuration are refused', async () => {
    const altered: Fault = (request, response) => {
      const digest = /sha256:[0-9a-f]+/.exec(request.url ?? '')![0];
      const bytes = Buffer.from(layout.get(`blobs/${digest.replace(':', '/')}`)!);
      bytes[bytes.length - 1]! ^= 1;
      sendBlob(request, response, bytes);
      return true;
    };
    const registry = await testRegistry(layout, times(1, /\/blobs\//, altered));
    expect(await failure(registry.name)).toMatch(
      /^digest-mismatch: configuration sha256:.*: expected bytes of the digest in its name, got sha256:/,
    );
  });

  it.each([
    ['too many', 1],
    ['too few', -1],
  ])('of a layer are refused where they are %s', async (_, difference) => {
    const resized: Fault = (_request, response) => {
      const size = 1_000_000 + difference;
      response.writeHead(200, { 'content-length': size }).end(Buffer.alloc(size));
      return true;
    };
    const registry = await testRegistry(layout, times(99, layerPath(), resized));
    expect(await failure(registry.name)).toMatch(/^size-mismatch: expected \d+ bytes, got \d+$/);
    const undeclared: Fault = (_request, response) => {
      response.writeHead(200);
      for (let sent = 0; sent < 20; sent++) response.write(Buffer.alloc(65_536));
      response.end();
      return true;
    };
    const streaming = await testRegistry(layout, times(99, layerPath(), undeclared));
    expect(await failure(streaming.name)).toMatch(/^size-mismatch: expected \d+ bytes, got more$/);
  });

  it('of a layer leave nothing in the store', async () => {
    const altered: Fault = (request, response) => {
      const digest = /sha256:[0-9a-f]+/.exec(request.url ?? '')![0];
      const bytes = Buffer.from(layout.get(`blobs/${digest.replace(':', '/')}`)!);
      bytes[1_000]! ^= 1;
      sendBlob(request, response, bytes);
      return true;
    };
    const storeDirectory = join(temporaryDirectory(), 'store');
    const registry = await testRegistry(layout, times(1, layerPath(), altered));
    const { image, blobs } = await load(registry.name, { storeDirectory });
    await expect((blobs[0] as StreamBlob).keep()).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(readdirSync(storeDirectory).sort()).toEqual(
      [image.manifestDigest!, image.imageId].map((digest) => digest.replace(':', '-')).sort(),
    );
    const again = await load(registry.name, { storeDirectory });
    await (again.blobs[0] as StreamBlob).keep();
    expect(readdirSync(storeDirectory)).toHaveLength(3);
  });

  it('of another range than was asked for are refused', async () => {
    let asked = 0;
    const fault: Answer = (request, response, body) => {
      if (!layerPath().test(request.url ?? '')) return false;
      asked += 1;
      if (asked === 1) return cutAfter(100_000)(request, response, body);
      response.writeHead(206, { 'content-range': 'bytes 200000-300000/301568' }).end(Buffer.alloc(100_001));
      return true;
    };
    const registry = await testRegistry(layout, fault);
    expect(await failure(registry.name)).toMatch(/^unreadable: .*got another range of it than was asked for$/);
  });
});

describe('an interrupt', () => {
  it('ends a request, a wait and a blob', async () => {
    for (const fault of [times(99, manifest, () => true), times(99, manifest, status(429, { 'retry-after': '1' }))]) {
      const interrupt = new AbortController();
      const registry = await testRegistry(layout, fault);
      setTimeout(() => interrupt.abort(), 60);
      expect(await failure(registry.name, { signal: interrupt.signal })).toMatch(/^interrupted: /);
    }
    const interrupt = new AbortController();
    const half: Fault = (_, response) => {
      response.writeHead(200, { 'content-length': layerBytes });
      response.write(Buffer.alloc(1_000));
      setTimeout(() => interrupt.abort(), 20);
      return true;
    };
    const registry = await testRegistry(layout, times(99, layerPath(), half));
    const { blobs } = await load(registry.name);
    await expect(readBlob(blobs[0] as StreamBlob, interrupt.signal)).rejects.toMatchObject({ code: 'interrupted' });
  });
});
