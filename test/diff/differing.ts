import { diffInspections } from '../../src/cli/diff-contents.ts';
import type { FileChange, ImageDiff } from '../../src/model/image-diff.ts';
import { inspecting } from '../inspecting.ts';
import { type DockerImageInput, dockerArchive } from '../support/docker-archive.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

/** What differs between two images that are saved into archives. */
export async function differing(before: DockerImageInput, after: DockerImageInput): Promise<ImageDiff> {
  const [old, fresh] = [
    await inspecting(temporaryFile('before.tar', dockerArchive(before))),
    await inspecting(temporaryFile('after.tar', dockerArchive(after))),
  ];
  try {
    return await diffInspections(old, fresh, { cache: false });
  } finally {
    old.close();
    fresh.close();
  }
}

/** `+ /a`, `- /b`, `~ /c mode owner`. */
export function lines(files: readonly FileChange[]): readonly string[] {
  const signs = { added: '+', removed: '-', changed: '~' };
  return files.map(({ change, path, fields }) => [signs[change], path, ...fields].join(' '));
}
