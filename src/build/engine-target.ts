import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InspectError } from '../model/errors.ts';
import { findEngine } from '../source/engine/find-engine.ts';
import { hasImage, loadArchive } from '../source/engine/load-archive.ts';
import { archiveChunks } from './archive-chunks.ts';
import { dockerArchiveMembers } from './archive-members.ts';
import { withPlainLayers } from './plain-layers.ts';
import type { SlimTarget, TargetOptions } from './slim-target.ts';

/** An engine that the image is loaded into. @throws InspectError `exists`, `not-found`, `unreadable` */
export async function openEngineTarget(name: string, options: TargetOptions): Promise<SlimTarget> {
  const { isForced, limits, temporaryDirectory, environment, homeDirectory, signal } = options;
  const search = await findEngine({ environment, homeDirectory, platform: process.platform, userId: process.getuid?.() ?? null }, signal);
  if (search.status === 'none') throw search.error;
  const { engine } = search;
  const tagged = name.lastIndexOf(':') > name.lastIndexOf('/') ? name : `${name}:latest`;
  if (!isForced && (await hasImage(engine, tagged, signal))) {
    throw new InspectError('exists', `docker:${tagged}: expected no image of that name, got one that exists: --force replaces it`);
  }
  const workDirectory = mkdtempSync(join(temporaryDirectory, 'flense-slim-'));
  return {
    workDirectory,
    compression: 'none',
    takesIndex: false,
    put: async (images) => {
      const members = dockerArchiveMembers(await withPlainLayers(images[0]!, limits), tagged);
      await loadArchive(engine, archiveChunks(members), signal);
    },
    discard: () => {
      engine.transport.release();
      rmSync(workDirectory, { recursive: true, force: true });
    },
  };
}
