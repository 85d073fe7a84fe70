import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackages } from './support/apt.ts';
import { type Fault, type FaultProxy, passOn, startFaultProxy } from './support/fault-proxy.ts';
import { writeRealImage } from './support/registry-images.ts';
import { report, runAt, sameByAnyRoute } from './support/registry-run.ts';
import { type RegistryServer, startRegistry } from './support/registry-server.ts';
import { run } from './support/run.ts';

let scratch: string;
let registry: RegistryServer;
let expected: unknown;

beforeAll(async () => {
  await installPackages(['docker-registry', 'skopeo']);
  scratch = mkdtempSync(join(tmpdir(), 'flense-faults-'));
  registry = await startRegistry(join(scratch, 'registry'), { isEncrypted: false, account: null });
  await writeRealImage(join(scratch, 'real'));
  await run('skopeo', [
    'copy',
    '--quiet',
    '--all',
    '--dest-tls-verify=false',
    `oci:${join(scratch, 'real')}:1`,
    `docker://${registry.host}/real:1`,
  ]);
  expected = sameByAnyRoute(await report({ home: newHome() }, [`registry:${registry.host}/real:1`]));
});

afterAll(async () => {
  await registry?.stop();
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

function newHome(): string {
  return mkdtempSync(join(scratch, 'home-'));
}

async function withProxy<T>(use: (proxy: FaultProxy) => Promise<T>): Promise<T> {
  const proxy = await startFaultProxy(registry.host);
  try {
    return await use(proxy);
  } finally {
    await proxy.stop();
  }
}

const blobs = /\/blobs\//;
const manifests = /\/manifests\//;

const cut: Fault = (response, { status, headers, body }) => {
  response.writeHead(status, headers);
  response.write(body.subarray(0, body.length / 2), () => setTimeout(() => response.destroy(), 10));
};
const wrong: Fault = (response, answer, asked) => {
  const body = Buffer.from(answer.body);
  body[body.length >> 1]! ^= 0xff;
  passOn(response, { ...answer, body }, asked);
};
const drip: Fault = (response, { status, headers, body }) => {
  response.writeHead(status, headers);
  let sent = 0;
  const timer = setInterval(() => response.write(body.subarray(sent, ++sent)), 1_000);
  response.once('close', () => clearInterval(timer));
};
const silence: Fault = (response, { status, headers, body }) => {
  response.writeHead(status, headers);
  response.write(body.subarray(0, 10));
};
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  (response) =>
    void response.writeHead(code, headers).end();
const challenge: Fault = (response, _, asked) =>
  void response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${asked.headers.host}/v2/"` }).end();
const truncated: Fault = (response, answer, asked) => {
  const body = answer.body.subarray(0, answer.body.length / 2);
  const { 'docker-content-digest': _digest, etag: _etag, ...headers } = answer.headers;
  passOn(response, { ...answer, body, headers: { ...headers, 'content-length': String(body.length) } }, asked);
};
const oversized: Fault = (response, answer) => {
  const { 'content-length': _length, ...headers } = answer.headers;
  response.writeHead(answer.status, headers);
  const timer = setInterval(() => response.write(Buffer.alloc(4_000_000, ' ')), 1);
  response.once('close', () => clearInterval(timer));
};

describe('a fault that passes ends in the right report', () => {
  it.each([
    ['connections that break off in the middle of blobs', blobs, cut, 3],
    ['a connection that breaks off in the middle of a manifest', manifests, cut, 1],
    ['status 429, and when to come back', manifests, status(429, { 'retry-after': '1' }), 2],
    ['status 500', blobs, status(500), 2],
  ])('%s', async (_, path, fault, times) => {
    await withProxy(async (proxy) => {
      proxy.fail(path, fault, times);
      expect(sameByAnyRoute(await report({ home: newHome() }, [`registry:${proxy.host}/real:1`]))).toEqual(expected);
    });
  });

  it('a redirect to another host', async () => {
    await withProxy(async (proxy) => {
      proxy.fail(blobs, (response, _, asked) => void response.writeHead(307, { location: `http://${registry.host}${asked.url}` }).end());
      expect(sameByAnyRoute(await report({ home: newHome() }, [`registry:${proxy.host}/real:1`]))).toEqual(expected);
    });
  });

  it('a byte a second, and silence', async () => {
    const faults = [drip, silence].map((fault) =>
      withProxy(async (proxy) => {
        proxy.fail(blobs, fault, 1);
        return sameByAnyRoute(await report({ home: newHome() }, [`registry:${proxy.host}/real:1`]));
      }),
    );
    expect(await Promise.all(faults)).toEqual([expected, expected]);
  });
});

describe('a fault that stays ends in one line, and leaves nothing half-written', () => {
  it.each([
    ['connections that break off', blobs, cut, /got \d+ of \d+ bytes and a connection that broke off$/],
    ['wrong bytes of blobs', blobs, wrong, /expected bytes of the digest in its name, got sha256:/],
    ['a wrong byte of a manifest', manifests, wrong, /to have sha256:[0-9a-f]{64}, got sha256:[0-9a-f]{64}$/],
    ['asking who it is for ever', manifests, challenge, /expected a token from .*, got something else$|got status 401/],
    ['status 429', manifests, status(429), /got status 429, too many requests/],
    ['status 429, and a day to wait', manifests, status(429, { 'retry-after': '86400' }), /got status 429, too many requests/],
    ['status 500', blobs, status(500), /got status 500$/],
    ['cut JSON', manifests, truncated, /got a document that ends too early$/],
    ['more than a manifest may be', manifests, oversized, /more than 16777216 \(limit jsonBytes/],
    ['a redirect to nowhere', blobs, status(307, { location: 'http://127.0.0.1:1/x' }), /got a refused connection$/],
  ])('%s', async (_, path, fault, message) => {
    await withProxy(async (proxy) => {
      proxy.fail(path, fault);
      const home = newHome();
      const outcome = await runAt({ home }, ['cat', `registry:${proxy.host}/real:1`, '/usr/bin/perl']);
      expect({ status: outcome.status, stdout: outcome.stdout.toString() }).toEqual({ status: 2, stdout: '' });
      expect(outcome.stderr).toMatch(/^flense: [^\n]+\n$/);
      expect(outcome.stderr.trimEnd()).toMatch(message);
      const store = join(home, 'cache/flense/blobs');
      const kept = existsSync(store) ? readdirSync(store) : [];
      expect(kept.filter((name) => !/^sha256-[0-9a-f]{64}$/.test(name))).toEqual([]);
    });
  });

  it('wrong bytes of the layer alone', async () => {
    await withProxy(async (proxy) => {
      // The configuration is the first blob that is asked for.
      let asked = 0;
      proxy.fail(blobs, (response, answer, request) => (asked++ === 0 ? passOn : wrong)(response, answer, request));
      const { status: code, stderr } = await runAt({ home: newHome() }, ['inspect', `registry:${proxy.host}/real:1`]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/^flense: .*layer \d: expected the blob to have sha256:[0-9a-f]{64}, got [0-9a-f]{64}\n$/),
      ]);
    });
  });
});
