import { type Stats, statSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import type { Limits } from '../model/limits.ts';
import { fromSystemError } from '../model/system-error.ts';
import { looksLikeTar, sniffCompression } from '../tar/sniff.ts';
import { readArchive } from './archive/read-archive.ts';
import { describeFile } from './describe-file.ts';
import type { HeldFiles } from './held-files.ts';
import { describeDirectory } from './layout/describe-directory.ts';
import { directoryFiles } from './layout/directory-files.ts';
import { readLayout } from './layout/read-layout.ts';
import type { SourceContent } from './offer.ts';
import { describeFileType, openRegularFile } from './open-regular-file.ts';
import { readStored } from './read-stored.ts';
import { spool } from './spool.ts';

export type PathOptions = {
  /** What the user said that it is; null: whatever it is. */
  readonly form: 'docker-archive' | 'oci' | 'oci-archive' | null;
  /** An image in it. */
  readonly name: string | null;
  readonly limits: Limits;
  readonly temporaryDirectory: string;
  readonly signal: AbortSignal;
};

/** A tar header. */
const headBytes = 512;

/** What lies at a path, told by its content. What it opens is in `held`. @throws InspectError */
export async function openPath(path: string, held: HeldFiles, options: PathOptions): Promise<SourceContent> {
  const stats = statPath(path);
  if (stats.isDirectory()) return openDirectory(path, held, options);
  if (options.form === 'oci')
    throw unexpected('a directory with an image layout', `${describeFileType(stats)} (an archive is oci-archive:FILE)`);
  const { form, name, limits, signal } = options;
  return readArchive(await openTar(openRegularFile(path, held), held, options), { form, name, limits, signal });
}

function openDirectory(path: string, held: HeldFiles, { form, name, limits }: PathOptions): SourceContent {
  if (form === 'docker-archive' || form === 'oci-archive') throw unexpected('an archive', 'a directory (an image layout is oci:DIR)');
  const content = readLayout(directoryFiles(path, held), name, limits);
  if (content === null) throw unexpected('an image layout', describeDirectory(path));
  return { ...content, source: 'oci' };
}

/** The archive itself, or what comes out of it where it is compressed as a whole. */
async function openTar(file: FileBlob, held: HeldFiles, options: PathOptions): Promise<FileBlob> {
  const head = readStored(file, headBytes);
  const compression = sniffCompression(head);
  if (compression !== 'none') return spool(file, compression, held, options);
  if (!looksLikeTar(head)) throw unexpected('an image', describeFile(head));
  return file;
}

function statPath(path: string): Stats {
  if (path.includes('\0')) throw unexpected('a path', 'one with a zero byte');
  try {
    return statSync(path);
  } catch (error) {
    throw fromSystemError(error, 'expected a file or a directory');
  }
}

function unexpected(expected: string, found: string): InspectError {
  return new InspectError('not-an-image', `expected ${expected}, got ${found}`);
}
