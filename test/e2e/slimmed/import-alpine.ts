import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerEngine } from '../support/docker-engine.ts';
import { alpineRoot, hasAlpine } from './apps/small.ts';

/** Imports the root file system of the corpus as `alpine`, where there is one. */
export async function importAlpine(engine: DockerEngine): Promise<void> {
  if (!hasAlpine) return;
  const archive = readdirSync(alpineRoot).find((name) => name.endsWith('.tar.gz'));
  if (archive !== undefined) await engine.docker(['import', join(alpineRoot, archive), 'alpine']);
}
