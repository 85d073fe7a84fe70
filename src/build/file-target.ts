import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { type ArchiveMember, archiveChunks } from './archive-chunks.ts';
import { dockerArchiveMembers, ociArchiveMembers } from './archive-members.ts';
import type { Destination } from './destination.ts';
import { openOutputPlace } from './output-place.ts';
import { withPlainLayers } from './plain-layers.ts';
import type { SlimTarget, TargetOptions } from './slim-target.ts';
import type { StagedImage } from './staged-image.ts';
import { writeAll } from './write-all.ts';
import { writeLayout } from './write-layout.ts';

type FileDestination = Extract<Destination, { readonly path: string }>;

/** A directory or a file, put in place as a whole. @throws InspectError `exists` or `unwritable` */
export function openFileTarget(destination: FileDestination, options: TargetOptions): SlimTarget {
  const { workDirectory, commit, discard } = openOutputPlace(destination.path, options.isForced);
  const finished = join(workDirectory, 'finished');
  return {
    workDirectory,
    compression: destination.kind === 'docker-archive' ? 'none' : null,
    takesIndex: destination.kind !== 'docker-archive',
    put: async (images) => {
      await write(images, destination, finished, options);
      commit(finished);
    },
    discard,
  };
}

async function write(
  images: readonly StagedImage[],
  destination: FileDestination,
  path: string,
  { limits, signal }: TargetOptions,
): Promise<void> {
  switch (destination.kind) {
    case 'oci':
      return writeLayout(images, destination.tag, path);
    case 'oci-archive':
      return writeArchive(path, ociArchiveMembers(images, destination.tag), signal);
    case 'docker-archive':
      return writeArchive(path, dockerArchiveMembers(await withPlainLayers(images[0]!, limits), destination.name), signal);
  }
}

async function writeArchive(path: string, members: readonly ArchiveMember[], signal: AbortSignal): Promise<void> {
  const fd = openSync(path, 'wx', 0o644);
  try {
    for await (const chunk of archiveChunks(members)) {
      writeAll(fd, chunk, path);
      signal.throwIfAborted();
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
