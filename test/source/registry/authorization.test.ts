import { mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ociLayout } from '../../support/oci-layout.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { failure, load } from './opening.ts';
import { type Answer, sendBlob, sendJson, type TestRegistry, testRegistry, testServer } from './test-registry.ts';

const layout = ociLayout({ layers: [{ '/a': 10 }], compression: 'gzip' });

/** A home directory whose docker configuration has this for a registry. */
function homeWith(host: string, credentials: Readonly<Record<string, string>>): string {
  const home = temporaryDirectory();
  mkdirSync(join(home, '.docker'));
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ auths: { [host]: credentials } }));
  return home;
}

const credentials = { username: 'me', password: 'hunter2' };
const basic = `Basic ${Buffer.from('me:hunter2').toString('base64')}`;

/** Lets through what `isAllowed` likes, and challenges the rest. */
function guard(isAllowed: (authorization: string | undefined) => boolean, challenge: (request: IncomingMessage) => string): Answer {
  return (request, response) => {
    if (isAllowed(request.headers.authorization)) return false;
    return challengeWith(response, challenge(request));
  };
}

function challengeWith(response: ServerResponse, challenge: string): true {
  return sendJson(response, { errors: [{ code: 'UNAUTHORIZED', message: 'hunter2' }] }, 401, { 'www-authenticate': challenge });
}

/** A registry that takes the tokens that `answer` hands out at `/token`. */
function bearerRegistry(answer: Answer): Promise<TestRegistry> {
  let challenges = 0;
  return testRegistry(layout, (request, response, body) => {
    if (request.url?.startsWith('/token') === true) return answer(request, response, body);
    if (request.headers.authorization === 'Bearer good') return false;
    challenges += 1;
    if (challenges > 20) throw new Error('a loop');
    return challengeWith(response, `Bearer realm="http://${request.headers.host}/token",service="test",scope="repository:app:pull"`);
  });
}

describe('a registry that asks who it is', () => {
  it('by basic authentication is told what is configured for it', async () => {
    const registry = await testRegistry(
      layout,
      guard(
        (found) => found === basic,
        () => 'Basic realm="test"',
      ),
    );
    const { image } = await load(registry.name, { homeDirectory: homeWith(registry.host, credentials) });
    expect(image.layers).toHaveLength(1);
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, basic, basic]);
  });

  it('by tokens lets through whoever has none where a token is for everybody', async () => {
    const registry = await bearerRegistry((_, response) => sendJson(response, { token: 'good' }));
    await load(registry.name);
    expect(registry.requests.map(({ line, headers }) => [line.slice(0, 20), headers.authorization])).toEqual([
      ['GET /v2/app/manifest', undefined],
      ['GET /token?service=t', undefined],
      ['GET /v2/app/manifest', 'Bearer good'],
      ['GET /v2/app/blobs/sh', 'Bearer good'],
    ]);
    expect(registry.requests[1]!.line).toBe('GET /token?service=test&scope=repository%3Aapp%3Apull');
  });

  it('by tokens gets the password at the server for tokens, and nowhere else', async () => {
    const registry = await bearerRegistry((request, response) => {
      return request.headers.authorization === basic ? sendJson(response, { access_token: 'good' }) : sendJson(response, {}, 401);
    });
    await load(registry.name, { homeDirectory: homeWith(registry.host, credentials) });
    const withPassword = registry.requests.filter(({ headers }) => headers.authorization === basic);
    expect(withPassword.map(({ line }) => line)).toEqual(['GET /token?service=test&scope=repository%3Aapp%3Apull&account=me']);
  });

  it('by tokens exchanges an identity token', async () => {
    const registry = await bearerRegistry((request, response, body) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const isRight = request.method === 'POST' && form['refresh_token'] === 'id' && form['grant_type'] === 'refresh_token';
      return isRight ? sendJson(response, { access_token: 'good' }) : sendJson(response, {}, 400);
    });
    await load(registry.name, { homeDirectory: homeWith(registry.host, { identitytoken: 'id' }) });
    expect(registry.requests.map(({ line }) => line)).toContain('POST /token');
  });

  it('again, when a token has run out, gets another one', async () => {
    let blobs = 0;
    const registry = await testRegistry(layout, (request, response) => {
      if (request.url?.startsWith('/token') === true) return sendJson(response, { token: `good-${blobs}` });
      if (request.url?.includes('/blobs/') === true && blobs === 0) blobs = 1;
      if (request.headers.authorization === `Bearer good-${blobs}`) return false;
      return challengeWith(response, `Bearer realm="http://${request.headers.host}/token"`);
    });
    await load(registry.name);
    expect(registry.requests.map(({ headers }) => headers.authorization ?? null)).toEqual([
      null,
      null,
      'Bearer good-0',
      'Bearer good-0',
      null,
      'Bearer good-1',
    ]);
  });

  it('for ever is left after the second time', async () => {
    const registry = await bearerRegistry((_, response) => sendJson(response, { token: 'never-right' }));
    expect(await failure(registry.name)).toBe(
      `unreadable: expected ${registry.host} to show the repository, got status 401: it is not there, or needs credentials: docker login ${registry.host}`,
    );
    expect(registry.requests).toHaveLength(3);
  });

  it('and does not like the password says so without it', async () => {
    const registry = await bearerRegistry((_, response) => sendJson(response, { details: 'hunter2' }, 401));
    expect(await failure(registry.name, { homeDirectory: homeWith(registry.host, credentials) })).toBe(
      `unreadable: expected a token from ${registry.host} for the credentials that are configured, got status 401: log in anew with docker login ${registry.host}`,
    );
    const other = await testRegistry(
      layout,
      guard(
        () => false,
        () => 'Basic realm="test"',
      ),
    );
    expect(await failure(other.name, { homeDirectory: homeWith(other.host, credentials) })).toBe(
      `unreadable: expected ${other.host} to show the repository, got status 401: it is not there, or needs other credentials: docker login ${other.host}`,
    );
  });

  it('is told in the failure why there were no credentials', async () => {
    const registry = await testRegistry(
      layout,
      guard(
        () => false,
        () => 'Basic realm="test"',
      ),
    );
    const home = temporaryDirectory();
    mkdirSync(join(home, '.docker'));
    writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ credsStore: 'absent' }));
    expect(await failure(registry.name, { homeDirectory: home, environment: { PATH: '' } })).toMatch(
      /needs credentials: docker login .* \(expected the program docker-credential-"absent" on PATH/,
    );
  });

  it.each([
    ['is no web address', 'Bearer realm="file:///etc/passwd"', /to name a server for tokens, got something else/],
    ['is nothing', 'Bearer service="x"', /to name a server for tokens, got something else/],
    ['is of another kind', 'Negotiate', /to show the repository, got status 401/],
    ['is empty', '', /to show the repository, got status 401/],
  ])('in a way that %s is refused', async (_, challenge, message) => {
    const registry = await testRegistry(
      layout,
      guard(
        () => false,
        () => challenge,
      ),
    );
    expect(await failure(registry.name, { homeDirectory: homeWith(registry.host, credentials) })).toMatch(message);
    expect(registry.requests).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'hunter2'],
    ['another type', '{"token":7}'],
    ['a second header', JSON.stringify({ token: 'x\r\nhost: evil' })],
    ['more than a token may be', JSON.stringify({ token: 'x'.repeat(300_000) })],
  ])('and hands out %s as a token is refused without a word of it', async (_, text) => {
    const registry = await bearerRegistry((_request, response) => {
      response.end(text);
      return true;
    });
    expect(await failure(registry.name)).toBe(`unreadable: expected a token from ${registry.host}, got something else`);
  });
});

describe('what is sent elsewhere', () => {
  it('carries no authorization', async () => {
    const elsewhere = await testServer((request, response) => {
      sendBlob(request, response, layout.get(`blobs/${(request.url ?? '').slice(1)}`)!);
      return true;
    });
    const registry = await testRegistry(layout, (request, response) => {
      if (request.headers.authorization !== basic) return challengeWith(response, 'Basic realm="test"');
      const digest = /\/blobs\/(.+)$/.exec(request.url ?? '')?.[1];
      if (digest === undefined) return false;
      response.writeHead(307, { location: `http://user:pass@${elsewhere.host}/${digest.replace(':', '/')}` }).end();
      return true;
    });
    expect(await failure(registry.name, { homeDirectory: homeWith(registry.host, credentials) })).toBe('none');
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it('is not told the password when it asks for it', async () => {
    const elsewhere = await testServer((_, response) => challengeWith(response, 'Basic realm="mine"'));
    const registry = await testRegistry(layout, (request, response) => {
      if (request.headers.authorization !== basic) return challengeWith(response, 'Basic realm="test"');
      if (request.url?.includes('/blobs/') !== true) return false;
      response.writeHead(302, { location: `http://${elsewhere.host}/x` }).end();
      return true;
    });
    expect(await failure(registry.name, { homeDirectory: homeWith(registry.host, credentials) })).toMatch(
      /^unreadable: configuration sha256:.*: expected blob sha256:.*, got status 401$/,
    );
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('still carries it when it comes back', async () => {
    const registry = await testRegistry(layout, (request, response) => {
      if (request.headers.authorization !== basic) return challengeWith(response, 'Basic realm="test"');
      if (request.url !== '/v2/app/manifests/1') return false;
      response.writeHead(301, { location: '/v2/app/manifests/1?here' }).end();
      return true;
    });
    const moved = await failure(registry.name, { homeDirectory: homeWith(registry.host, credentials) });
    expect(moved).toMatch(/^no-such-image/);
    expect(registry.requests.at(-1)).toMatchObject({ line: 'GET /v2/app/manifests/1?here', headers: { authorization: basic } });
  });

  it.each([
    ['round and round', '/v2/app/manifests/1', /got one redirect after the other$/],
    ['to a file', 'file:///etc/passwd', /got a redirect to something that is no web address$/],
    ['to nothing', 'http://', /got a redirect to something that is no web address$/],
  ])('%s is refused', async (_, location, message) => {
    const server = await testServer((_request, response) => {
      response.writeHead(302, { location }).end();
      return true;
    });
    expect(await failure(`${server.host}/app:1`)).toMatch(message);
    expect(server.requests.length).toBeLessThan(10);
  });

  it('is the manifest too', async () => {
    const inner = await testRegistry(layout);
    const outer = await testServer((request, response) => {
      response.writeHead(308, { location: `http://${inner.host}${request.url}` }).end();
      return true;
    });
    expect((await load(`${outer.host}/app:1`)).image.layers).toHaveLength(1);
  });
});
