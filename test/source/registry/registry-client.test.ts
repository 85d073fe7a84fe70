import { describe, expect, it } from 'vitest';
import { NetworkFailure } from '../../../src/source/registry/network-failure.ts';
import { RegistryClient } from '../../../src/source/registry/registry-client.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../../src/source/registry/transport.ts';
import { hurriedPolicy } from './opening.ts';

const basic = `Basic ${Buffer.from('me:hunter2').toString('base64')}`;
const challenge = { 'www-authenticate': 'Basic realm="test"' };

type Sent = readonly [line: string, authorization: string | null];

function answer({ url }: HttpRequest, status: number, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  return { url, status, headers, body: nothing(), discard: () => {} };
}

/** An upload to a registry at `base` that answers with a location; all that was sent, and how the upload went on. */
async function uploadTo(
  base: string,
  location: string,
  insecure = false,
): Promise<{ readonly sent: readonly Sent[]; readonly end: number | string }> {
  const sent: Sent[] = [];
  const transport: Transport = {
    close: () => {},
    send: async (request) => {
      const { method, url, headers } = request;
      sent.push([`${method} ${url.href}`, headers['authorization'] ?? null]);
      if (url.hostname === 'registry.example' && headers['authorization'] === undefined) return answer(request, 401, challenge);
      return answer(request, method === 'GET' ? 200 : 202);
    },
  };
  const client = new RegistryClient(
    { registry: 'registry.example', bases: [new URL(base)], isMirror: false },
    {
      transport,
      findCredentials: async () => ({ credentials: { kind: 'password', username: 'me', password: 'hunter2' }, problem: null }),
      insecure,
      policy: hurriedPolicy,
      warn: () => {},
    },
  );
  const { signal } = new AbortController();
  await client.call('v2/app/blobs/uploads/', { method: 'POST', headers: {}, body: null }, signal);
  sent.length = 0;
  try {
    const { status } = await client.call(location, { method: 'PATCH', headers: {}, body: Buffer.from('x') }, signal);
    return { sent, end: status };
  } catch (error) {
    if (error instanceof NetworkFailure) return { sent, end: error.message };
    throw error;
  }
}

const path = '/v2/app/blobs/uploads/1';

describe('an upload', () => {
  it.each([
    ['at the same server', `https://registry.example${path}`],
    ['below its root', path],
    ['at its name without encryption, as behind a proxy that ends TLS', `http://registry.example${path}`],
    ['at an address with a password of its own', `https://a:b@registry.example${path}`],
  ])('that goes on %s is encrypted and authorized', async (_, location) => {
    expect(await uploadTo('https://registry.example/', location)).toEqual({
      sent: [[`PATCH https://registry.example${path}`, basic]],
      end: 202,
    });
  });

  it('that goes on at another port in its name is no upload to the same server', async () => {
    expect(await uploadTo('https://registry.example/', `https://registry.example:8443${path}`)).toEqual({
      sent: [[`PATCH https://registry.example:8443${path}`, null]],
      end: 401,
    });
    expect(await uploadTo('https://registry.example/', `http://registry.example:5000${path}`)).toEqual({
      sent: [],
      end: 'an upload to registry.example:5000 over plain HTTP',
    });
  });

  it.each([
    ['another host', `https://storage.example${path}`, `https://storage.example${path}`],
    ['another host, with a password of its own', `https://a:b@storage.example${path}`, `https://storage.example${path}`],
  ])('that goes on at %s is not authorized there', async (_, location, url) => {
    expect(await uploadTo('https://registry.example/', location)).toEqual({ sent: [[`PATCH ${url}`, null]], end: 202 });
  });

  it('goes on at another host over plain HTTP only with --insecure, and is not authorized there', async () => {
    const location = `http://storage.example${path}`;
    const refused = { sent: [], end: 'an upload to storage.example over plain HTTP' };
    expect(await uploadTo('https://registry.example/', location)).toEqual(refused);
    expect(await uploadTo('http://registry.example/', location)).toEqual(refused);
    expect(await uploadTo('https://registry.example/', location, true)).toEqual({ sent: [[`PATCH ${location}`, null]], end: 202 });
  });

  it('to a server over plain HTTP stays there', async () => {
    expect(await uploadTo('http://registry.example/', `http://registry.example${path}`)).toEqual({
      sent: [[`PATCH http://registry.example${path}`, basic]],
      end: 202,
    });
  });

  it.each(['file:///etc/passwd', 'ftp://registry.example/1', 'http://'])('that goes on at %s ends', async (location) => {
    expect(await uploadTo('https://registry.example/', location, true)).toEqual({
      sent: [],
      end: 'a place to send it to that is no web address',
    });
  });
});
