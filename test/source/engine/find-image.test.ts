import { describe, expect, it } from 'vitest';
import { imageConfig } from '../../support/image-config.ts';
import { ociLayout } from '../../support/oci-layout.ts';
import { sendJson, testRegistry } from '../registry/test-registry.ts';
import { inspectJson } from './engine-image.ts';
import { type Answer, startEngine } from './local-engine.ts';
import { failure, open } from './opening.ts';

const image = imageConfig({ layers: [], history: [] });
const found: Answer = { json: inspectJson(image, { repoTags: ['app:1'] }) };
const history: Answer = { json: [] };

describe('an image of an engine', () => {
  it.each(['app:1', 'registry.example:5000/team/app', `app@${image.imageId}`, image.imageId, image.imageId.slice(7, 19)])(
    'is asked for as it was typed: %s',
    async (name) => {
      const { host, requests } = await startEngine({
        answers: { [`/images/${name}/json`]: found, [`/images/${image.imageId}/history`]: history },
      });
      const opened = await open(host, `docker:${name}`);
      opened.close();
      expect(opened.image).toMatchObject({ reference: `docker:${name}`, source: 'docker', names: ['app:1'], imageId: image.imageId });
      expect(requests).toEqual([`/v1.41/images/${name}/json`, `/v1.41/images/${image.imageId}/history`]);
    },
  );

  it('needs no prefix', async () => {
    const { host } = await startEngine({ answers: { '/images/app:1/json': found, [`/images/${image.imageId}/history`]: history } });
    const opened = await open(host, 'app:1');
    opened.close();
    expect(opened.image).toMatchObject({ reference: 'app:1', source: 'docker' });
  });

  it('that it does not have is told with how to get it', async () => {
    const { host } = await startEngine({ answers: {} });
    const registry = await testRegistry(ociLayout({ layers: [] }));
    const told = async (name: string): Promise<string> => {
      const message = await failure(host, `docker:${name}`);
      const start = `no-such-image: expected an image of that name or id in the engine at ${host}, got none`;
      return message.startsWith(start) ? message.slice(start.length) : message;
    };
    const { name } = registry;
    expect(await told(name)).toBe(`, but its registry has it: docker pull ${name}, or read it from there with registry:${name}`);
    expect(await told(`${registry.host}/app:2`)).toBe(', nor has its registry: build it first, or correct the name');
    const nowhere = '127.0.0.1:1/app';
    expect(await told(nowhere)).toBe(`: pull or build it first, or read it from its registry with registry:${nowhere}`);
  });

  it('that a registry does not show to everybody may be there', async () => {
    const { host } = await startEngine({ answers: {} });
    const registry = await testRegistry(ociLayout({ layers: [] }), (_, response) => sendJson(response, {}, 401));
    expect(await failure(host, `docker:${registry.name}`)).toMatch(
      /, got none: pull or build it first, or read it from its registry with /,
    );
  });

  it.each([`sha256:${'ab'.repeat(32)}`, '0123456789ab', '1a2b3c4'])(
    'that is asked for by the id %s is not asked for anywhere else',
    async (id) => {
      const { host } = await startEngine({ answers: {} });
      expect(await failure(host, `docker:${id}`)).toMatch(/, got none: docker images lists what it has$/);
    },
  );

  it.each([
    [
      'an engine that fails',
      { status: 500, json: { message: 'layer does not\nexist' } },
      /^unreadable: .* got status 500: layer does not exist$/,
    ],
    [
      'an answer that is no JSON',
      { bytes: Buffer.from('<html>') },
      /^malformed-json: the engine's answer to .* got text that starts with "<html>"$/,
    ],
    ['an answer that is cut', { bytes: Buffer.from('{"Id":') }, /^malformed-json: .* got a document that ends too early$/],
    ['an answer that is none of an image', { json: { Id: 'x' } }, /^malformed-config: image inspect: expected a digest as Id, got "x"$/],
  ] as readonly (readonly [string, Answer, RegExp])[])('is not read from %s', async (_, answer, message) => {
    const { host } = await startEngine({ answers: { '/images/app/json': answer } });
    expect(await failure(host, 'docker:app')).toMatch(message);
  });

  it('is not read from an answer without end', async () => {
    const endless: Answer = (_, response) => {
      const chunk = Buffer.alloc(65_536, ' ');
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
    };
    const { host } = await startEngine({ answers: { '/images/app/json': endless } });
    expect(await failure(host, 'docker:app')).toMatch(/^limit: the engine's answer to \/images\/app\/json: more than 16777216 /);
  });

  it.each(['a b', 'a?b', '../version'])('cannot be called %s', async (name) => {
    const { host, requests } = await startEngine({ answers: {} });
    expect(await failure(host, `docker:${name}`)).toBe(`usage: expected the name or id of an image, got ${JSON.stringify(name)}`);
    expect(requests).toEqual([]);
  });

  it('for another platform is asked for by it where the engine can', async () => {
    const absent: Answer = {
      status: 404,
      json: { message: 'image app was found but does not provide the specified platform (linux/s390x)' },
    };
    const options = { platform: { os: 'linux', architecture: 's390x' } };
    const asked = await startEngine({ answers: { '/images/app/json': absent }, apiVersion: '1.49' });
    expect(await failure(asked.host, 'docker:app', options)).toMatch(
      /^no-such-platform: expected an image for the platform that was asked for, got .*: docker pull --platform linux\/s390x app gets it where its registry has it, registry:app reads it from there$/,
    );
    expect(decodeURIComponent(asked.requests[0] ?? '')).toBe('/v1.49/images/app/json?platform={"os":"linux","architecture":"s390x"}');
    const older = await startEngine({ answers: { '/images/app/json': found }, apiVersion: '1.47' });
    expect(await failure(older.host, 'docker:app', options)).toBe(
      `no-such-platform: expected an image for linux/s390x in the engine at ${older.host}, got one for linux/amd64: docker pull --platform linux/s390x app gets it where its registry has it, registry:app reads it from there`,
    );
    expect(older.requests).toEqual(['/v1.47/images/app/json']);
  });
});
