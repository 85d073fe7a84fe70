import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { run } from './support/run.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const dockerfile = `FROM scratch
COPY a /a
ENV A=1
LABEL one=1 two=2
EXPOSE 80 443
VOLUME /data
USER 1000:1000
WORKDIR /srv
ENTRYPOINT ["/a"]
CMD ["b"]
`;

let scratch: string;
let engine: DockerEngine;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-dockerode-'));
  engine = await startDockerEngine(join(scratch, 'engine'));
  const context = join(scratch, 'context');
  mkdirSync(context);
  writeFileSync(join(context, 'a'), 'a');
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  await engine.docker(['build', '--tag', 'app:1', context]);
});

afterAll(async () => {
  await engine?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

describe('an image of an engine', () => {
  it('is what another client of the engine says it is', async () => {
    const client = new Docker({ socketPath: engine.host.slice('unix://'.length) });
    const image = await client.getImage('app:1').inspect();
    const environment = { ...process.env, DOCKER_HOST: engine.host, XDG_CACHE_HOME: join(scratch, 'cache') };
    const output = await run(process.execPath, [main, 'inspect', '--format', 'json', 'docker:app:1'], { env: environment });
    const report = JSON.parse(output.toString()) as Report;
    expect({
      id: report.image.imageId,
      platform: report.image.platform,
      sizeBytes: report.image.sizeBytes,
      diffIds: report.layers.map(({ diffId }) => diffId),
      config: report.image.config,
    }).toEqual({
      id: image.Id,
      platform: { os: image.Os, architecture: image.Architecture },
      sizeBytes: image.Size,
      diffIds: image.RootFS.Layers,
      config: {
        user: image.Config.User,
        env: image.Config.Env,
        entrypoint: image.Config.Entrypoint,
        cmd: image.Config.Cmd,
        workingDir: image.Config.WorkingDir,
        exposedPorts: Object.keys(image.Config.ExposedPorts ?? {}).sort(),
        volumes: Object.keys(image.Config.Volumes ?? {}).sort(),
        labels: image.Config.Labels,
        healthcheck: null,
        stopSignal: null,
      },
    });
  });
});
