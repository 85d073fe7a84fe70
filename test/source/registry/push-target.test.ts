import { mkdirSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { heldFiles } from '../../../src/source/held-files.ts';
import { PushTarget } from '../../../src/source/registry/push-target.ts';
import { parseRegistryName } from '../../../src/source/registry/registry-name.ts';
import { digestOf } from '../../support/image-config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { hurriedPolicy } from './opening.ts';
import { type Answer, type TestServer, testServer } from './test-registry.ts';

const bytes = Buffer.from('a blob of two pieces');
const pieces = [bytes.subarray(0, 9), bytes.subarray(9)];
const digest = digestOf(bytes);
const basic = `Basic ${Buffer.from('me:hunter2').toString('base64')}`;
const uploads = '/v2/app/blobs/uploads/';

type Store = TestServer & { readonly blobs: ReadonlyMap<string, string> };

/** A registry that takes one upload after the other, at `locate(state)`. */
async function writableRegistry(fault: Answer = () => false, locate = (state: number) => `${uploads}${state}`): Promise<Store> {
  const blobs = new Map<string, string>();
  let received = '';
  let state = 0;
  const accepted = (response: ServerResponse): true => {
    state += 1;
    response.writeHead(202, { location: locate(state) }).end();
    return true;
  };
  const server = await testServer(async (request, response, body) => {
    if (await fault(request, response, body)) return true;
    const url = new URL(request.url ?? '', 'http://any');
    if (request.method === 'POST' && url.pathname === uploads) return accepted(response);
    if (url.pathname !== `${uploads}${state}`) return false;
    if (request.method === 'PATCH' && request.headers['content-range'] === `${received.length}-${received.length + body.length - 1}`) {
      received += body;
      return accepted(response);
    }
    blobs.set(url.searchParams.get('digest') ?? '', received);
    response.writeHead(201).end();
    return true;
  });
  return { ...server, blobs };
}

function targetAt(host: string): PushTarget {
  const held = heldFiles();
  onTestFinished(held.close);
  const home = temporaryDirectory();
  mkdirSync(join(home, '.docker'));
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ auths: { [host]: { username: 'me', password: 'hunter2' } } }));
  const options = {
    environment: {},
    homeDirectory: home,
    insecure: false,
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
  return new PushTarget(parseRegistryName(`${host}/app:1`), held, options, hurriedPolicy, () => {});
}

/** Uploads the blob in two pieces. @returns what went wrong; 'none' */
async function push({ host }: TestServer): Promise<string> {
  const target = targetAt(host);
  try {
    let location = await target.beginUpload(digest, null);
    if (location === null) return 'mounted';
    location = await target.upload(location, pieces[0]!, 0);
    location = await target.upload(location, pieces[1]!, pieces[0]!.length);
    await target.endUpload(location, digest);
    return 'none';
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** A fault that happens so many times to requests of a method. */
function times(count: number, method: string, fault: (response: ServerResponse) => void): Answer {
  let left = count;
  return (request, response) => {
    if (request.method !== method || left-- <= 0) return false;
    fault(response);
    return true;
  };
}

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end('hunter2');
const cut = (response: ServerResponse): void => void response.destroy();

describe('a blob that is uploaded in pieces', () => {
  it('goes on each time where the registry says', async () => {
    const registry = await writableRegistry();
    expect(await push(registry)).toBe('none');
    expect(registry.blobs).toEqual(new Map([[digest, bytes.toString()]]));
    expect(registry.requests.slice(-4).map(({ line }) => line)).toEqual([
      `POST ${uploads}`,
      `PATCH ${uploads}1`,
      `PATCH ${uploads}2`,
      `PUT ${uploads}3?digest=${encodeURIComponent(digest)}`,
    ]);
  });

  it('ends with its digest beside what the location asks for', async () => {
    const registry = await writableRegistry(undefined, (state) => `${uploads}${state}?_state=x%2By`);
    expect(await push(registry)).toBe('none');
    expect(registry.requests.at(-1)!.line).toBe(`PUT ${uploads}3?_state=x%2By&digest=${encodeURIComponent(digest)}`);
  });

  it('is authorized at the registry', async () => {
    const registry = await writableRegistry((request, response) => {
      if (request.headers.authorization === basic) return false;
      response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end();
      return true;
    });
    expect(await push(registry)).toBe('none');
    expect(registry.blobs.get(digest)).toBe(bytes.toString());
  });

  it('that is sent elsewhere over plain HTTP is refused, and elsewhere hears nothing', async () => {
    const elsewhere = await testServer(() => false);
    const registry = await writableRegistry(undefined, () => `http://${elsewhere.host}/1`);
    expect(await push(registry)).toBe(
      `unreadable: expected to upload bytes 0 and more, got an upload to ${elsewhere.host} over plain HTTP`,
    );
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    ['that has no location', status(202), 'unwritable: expected to upload bytes 0 and more, got no place to send it to'],
    [
      'that sends it to a file',
      status(202, { location: 'file:///etc/passwd' }),
      'unreadable: expected to upload bytes 9 and more, got a place to send it to that is no web address',
    ],
    ['that finds it too large', status(413), 'unwritable: expected to upload bytes 0 and more, got status 413'],
  ])('ends at an answer %s', async (_, fault, message) => {
    const registry = await writableRegistry(times(1, 'PATCH', fault));
    expect(await push(registry)).toBe(message);
    expect(registry.blobs.size).toBe(0);
  });
});

describe('a registry that fails while it is written to', () => {
  it.each([
    ['as it begins', 'POST'],
    ['in the middle', 'PATCH'],
    ['as it ends', 'PUT'],
  ])('for a moment, %s, is asked again', async (_, method) => {
    for (const code of [429, 500, 503]) {
      const registry = await writableRegistry(times(2, method, status(code, { 'retry-after': '0' })));
      expect(await push(registry)).toBe('none');
      expect(registry.blobs.get(digest)).toBe(bytes.toString());
    }
  });

  it('for good is told with its status, and without what it says', async () => {
    const registry = await writableRegistry(times(9, 'PATCH', status(500)));
    expect(await push(registry)).toBe('unwritable: expected to upload bytes 0 and more, got status 500');
    expect(registry.requests.filter(({ line }) => line.startsWith('PATCH'))).toHaveLength(hurriedPolicy.attempts);
  });

  it('in the middle of a piece is not sent it again, as nobody knows what it has', async () => {
    const registry = await writableRegistry(times(1, 'PATCH', cut));
    expect(await push(registry)).toBe('unreadable: expected to upload bytes 0 and more, got a connection that broke off');
    expect(registry.requests.filter(({ line }) => line.startsWith('PATCH'))).toHaveLength(1);
  });

  it('as it ends is asked to end again', async () => {
    const registry = await writableRegistry(times(1, 'PUT', cut));
    expect(await push(registry)).toBe('none');
    expect(registry.blobs.get(digest)).toBe(bytes.toString());
  });
});
