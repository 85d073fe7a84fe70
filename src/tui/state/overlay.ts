import type { EntryNumber, Node } from '../../filesystem/image-tree.ts';
import type { ArchiveListing } from '../session.ts';
import type { PathEvent } from '../tree/path-history.ts';
import type { ViewedFile, ViewerMode } from '../viewer/viewed-file.ts';

/** What lies over the screen and takes the keys. */
export type Overlay =
  | Help
  | Palette
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

/** `under` is what it lies over, which has the keys again after it. */
export type Help = { readonly kind: 'help'; readonly under: Overlay | null; readonly top: number };

export type Palette = { readonly kind: 'palette'; readonly under: Overlay | null; readonly text: string; readonly cursor: number };

/** `before` comes back when the prompt is left with Escape. */
export type FilterPrompt = { readonly kind: 'filter'; readonly text: string; readonly before: string; readonly error: string | null };

export type SearchPrompt = {
  readonly kind: 'search';
  readonly text: string;
  /** The best first. */
  readonly results: readonly Node[];
  /** How many there are; null while they are being counted, and the results may be those of what was typed before. */
  readonly matchCount: number | null;
  /** Enter was pressed before they were. */
  readonly isEntered: boolean;
  readonly cursor: number;
};

export type Viewer = {
  readonly kind: 'viewer';
  readonly path: string;
  readonly entry: EntryNumber;
  /** That wrote the path. */
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
  /** Whether lines that are longer than a row go on in the next; otherwise they are shown from `left` on. */
  readonly isWrapped: boolean;
  readonly left: number;
  /** What is searched, whether it is there at all, and what is typed of the next search; null: nothing is typed. */
  readonly search: string;
  readonly isFound: boolean;
  readonly typed: string | null;
};

export type Preview = {
  readonly kind: 'preview';
  readonly documents: readonly { readonly name: string; readonly text: string | null; readonly error: string | null }[];
  readonly current: number;
  readonly top: number;
};
