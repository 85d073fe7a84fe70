import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPlatform } from '../../model/platform.ts';
import type { LoadedImage } from '../offer.ts';
import { BlobStore, defaultStoreBytes } from '../store/blob-store.ts';
import type { InspectedImage } from './inspected-image.ts';

/** Raised whenever what is noted changes its form. */
const format = 1;

type Note = { readonly format: number; readonly image: LoadedImage['image'] };

/**
 * Notes what an image turned out to be when it was saved. Its id is a hash of it in either store of an engine, so that this holds
 * forever; with the platform it is the key. What cannot be written is found out again.
 */
export function noteImage(directory: string | null, inspected: InspectedImage, image: LoadedImage['image']): void {
  if (directory === null) return;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeWhole(notePath(directory, inspected), JSON.stringify({ format, image } satisfies Note));
    new BlobStore(directory).prune(defaultStoreBytes);
  } catch {
    // A full disk or a directory that is read only: the next look takes as long as this one.
  }
}

/** Appears whole, by renaming. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** What was noted; null where nothing is, or nothing whole. */
export function recallImage(directory: string | null, inspected: InspectedImage): LoadedImage['image'] | null {
  if (directory === null) return null;
  const path = notePath(directory, inspected);
  try {
    const note = JSON.parse(readFileSync(path, 'utf8')) as Note;
    const now = new Date();
    utimesSync(path, now, now);
    return note.format === format ? note.image : null;
  } catch {
    // Not there, evicted, or not whole.
    return null;
  }
}

/** Beside the blobs, so that it is listed, and evicted, with them. */
function notePath(directory: string, { id, config }: InspectedImage): string {
  const hash = createHash('sha256')
    .update(`${id} ${formatPlatform(config.platform)}`)
    .digest('hex');
  return join(directory, `image-${hash}`);
}
