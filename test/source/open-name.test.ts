import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { ociLayout } from '../support/oci-layout.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { engineImage } from './engine/engine-image.ts';
import { startEngine } from './engine/local-engine.ts';
import { failure, open } from './engine/opening.ts';
import { testRegistry } from './registry/test-registry.ts';

const app = { layers: [{ '/a': 10 }], platform: 'linux/amd64' };

describe('a bare word', () => {
  it('is an image of the engine, and nobody asks a registry', async () => {
    const registry = await testRegistry(ociLayout(app));
    const archive = { bytes: dockerArchive(app) };
    const { host } = await startEngine({ answers: engineImage({ ...app, repoTags: [registry.name], archive }) });
    const opened = await open(host, registry.name);
    opened.close();
    expect(opened.image).toMatchObject({ source: 'docker', reference: registry.name });
    expect(registry.requests).toEqual([]);
  });

  it('is an image of its registry where the engine does not have it', async () => {
    const registry = await testRegistry(ociLayout(app));
    const { host, requests } = await startEngine({ answers: {} });
    const opened = await open(host, registry.name);
    opened.close();
    expect(opened.image).toMatchObject({ source: 'registry', names: [registry.name] });
    expect(opened.warnings).toEqual([]);
    expect(requests).toEqual([`/v1.41/images/${registry.name}/json`]);
  });

  it('is an image of its registry where the engine that somebody chose is not there, with a warning', async () => {
    const registry = await testRegistry(ociLayout(app));
    const path = join(temporaryDirectory(), 'gone.sock');
    const opened = await open(`unix://${path}`, registry.name);
    opened.close();
    expect(opened.image.source).toBe('registry');
    expect(opened.warnings).toEqual([
      `read from the registry: expected a Docker-compatible engine at unix://${path} (DOCKER_HOST), got nothing there: start it, or correct the address`,
    ]);
  });

  it.each(['1.41', '1.49'])(
    'is an image of its registry where an engine of API %s has it for another platform only',
    async (apiVersion) => {
      const registry = await testRegistry(ociLayout({ ...app, platform: 'linux/s390x' }));
      const answers = engineImage({ ...app, repoTags: [registry.name], archive: { bytes: dockerArchive(app) } });
      const options = { platform: { os: 'linux', architecture: 's390x' } };
      const { host } = await startEngine({
        answers:
          apiVersion === '1.41'
            ? answers
            : { [`/images/${registry.name}/json`]: { status: 404, json: { message: 'does not provide the specified platform' } } },
        apiVersion,
      });
      const opened = await open(host, registry.name, options);
      opened.close();
      expect([opened.image.source, opened.image.config.platform, opened.warnings]).toEqual(['registry', options.platform, []]);
      const other = await testRegistry(ociLayout(app));
      const engine = await startEngine({
        answers: engineImage({ ...app, repoTags: [other.name], archive: { bytes: dockerArchive(app) } }),
      });
      expect(await failure(engine.host, other.name, options)).toMatch(/^no-such-platform: .*linux\/s390x/);
      expect(await failure(engine.host, `docker:${other.name}`, options)).toMatch(/: docker pull --platform linux\/s390x /);
    },
  );

  it('that is nowhere is told with all that was tried', async () => {
    const registry = await testRegistry(ociLayout(app));
    const { host } = await startEngine({ answers: {} });
    expect(await failure(host, `${registry.host}/other:1`)).toMatch(
      /^no-such-image: .* \(there is no such file, and the engine at unix:.* does not have it\)$/,
    );
    expect(await failure('unix:///nowhere/x.sock', `${registry.host}/other:1`)).toMatch(
      / \(there is no such file, and no engine answers\)$/,
    );
  });

  it('that an engine cannot give is not looked for elsewhere', async () => {
    const registry = await testRegistry(ociLayout(app));
    const { host } = await startEngine({ answers: { [`/images/${registry.name}/json`]: { status: 500, json: { message: 'disk' } } } });
    expect(await failure(host, registry.name)).toMatch(/^unreadable: .* got status 500: disk$/);
    expect(registry.requests).toEqual([]);
  });

  it.each(['a b', '%', 'a?b'])('%j can be none', async (word) => {
    expect(await failure('unix:///nowhere/x.sock', word)).toBe(
      'not-found: expected a file, a directory or the name of an image, got nothing by that name',
    );
  });
});
