import type { StoredFile } from './stored-file.ts';

/**
 * The files that make up an image, by slash-separated path: those of a directory, or the members of an archive. Links are
 * followed as long as they stay inside. Both throw InspectError `unsafe-path` or `unreadable`.
 */
export type ImageFiles = {
  /** Stays open as long as the image; null when there is none. */
  readonly find: (path: string) => StoredFile | null;
  /** Open only during the call, since there may be more manifests than a process may open files; null when there is none. */
  readonly use: <T>(path: string, action: (file: StoredFile) => T) => T | null;
};
