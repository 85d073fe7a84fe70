import type { EntryNumber, Node } from '../../filesystem/image-tree.ts';
import type { ArchiveListing } from '../session.ts';
import type { PathEvent } from '../tree/path-history.ts';
import type { ViewedFile, ViewerMode } from '../viewer/viewed-file.ts';

/** What lies over the screen and takes the keys. */
export type Overlay =
  | { readonly kind: 'help'; readonly top: number }
  | { readonly kind: 'palette'; readonly text: string; readonly cursor: number }
  | FilterPrompt
  | SearchPrompt
  | Viewer
  | {
      readonly kind: 'history';
      readonly path: string;
      readonly events: readonly PathEvent[];
      readonly cursor: number;
      readonly top: number;
    }
  | Preview;

/** `before` comes back when the prompt is left with Escape. */
export type FilterPrompt = { readonly kind: 'filter'; readonly text: string; readonly before: string; readonly error: string | null };

export type SearchPrompt = {
  readonly kind: 'search';
  readonly text: string;
  /** The best first. */
  readonly results: readonly Node[];
  /** How many there are; null while they are being counted. */
  readonly matchCount: number | null;
  readonly cursor: number;
};

export type Viewer = {
  readonly kind: 'viewer';
  readonly path: string;
  readonly entry: EntryNumber;
  readonly layer: number;
  /** The same path's copy in a lower layer. */
  readonly lower: EntryNumber | null;
  readonly mode: ViewerMode;
  /** null while it is read. */
  readonly file: ViewedFile | null;
  readonly error: string | null;
  /** What is in it if it is an archive; null where it is none, or while nobody knows. */
  readonly archive: ArchiveListing | null;
  readonly top: number;
  /** What is searched, and what is typed of the next search; null: nothing is typed. */
  readonly search: string;
  readonly typed: string | null;
};

export type Preview = {
  readonly kind: 'preview';
  readonly documents: readonly { readonly name: string; readonly text: string | null; readonly error: string | null }[];
  readonly current: number;
  readonly top: number;
};
