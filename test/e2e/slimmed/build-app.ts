import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DockerEngine } from '../support/docker-engine.ts';
import type { App } from './app.ts';

/** Builds the image of an application as `tag`, in a directory that is made. */
export async function buildApp(engine: DockerEngine, app: App, directory: string, tag: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const [path, text] of Object.entries(app.files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  await app.prepare?.(directory);
  const dockerfile = `${directory}.Dockerfile`;
  writeFileSync(dockerfile, `${[`FROM ${app.base ?? 'debian:bookworm'}`, ...app.dockerfile].join('\n')}\n`);
  await engine.docker(['build', '--network', 'host', '--tag', tag, '--file', dockerfile, directory]);
}
