import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';

export type FileContent = { readonly bytes: Uint8Array; readonly isTruncated: boolean };

export type ArchiveMember = {
  /** As written. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo';
  readonly sizeBytes: number;
  /** null for all but links, and for those of which the archive does not tell it at once. */
  readonly linkTarget: string | null;
};

/** What an archive holds, in its own order. */
export type ArchiveListing = {
  /** For the eye: `tar, gzip`. */
  readonly format: string;
  readonly members: readonly ArchiveMember[];
  /** Whether those are all. */
  readonly isComplete: boolean;
};

/** Paths that the user wants kept, or dropped, whatever the advisor says. */
export type PlanEdits = { readonly keep: readonly string[]; readonly drop: readonly string[] };

export type DocumentLanguage = 'dockerfile' | 'ignore' | 'yaml';

/** A rendering of a plan that can be looked at and written to disk. */
export type PlanDocument = {
  /** Name of the file: `Dockerfile`. */
  readonly name: string;
  readonly language: DocumentLanguage;
  readonly render: (plan: Plan) => Promise<string>;
};

/** What an image's plan needs; functions say in a sentence what they did, and fail with an error whose message is shown. */
export type Planning = {
  readonly plan: (edits: PlanEdits) => Promise<Plan>;
  readonly edits: PlanEdits;
  readonly documents: readonly PlanDocument[];
  readonly save: (edits: PlanEdits) => Promise<string>;
  /** Why a path is not in a plan that was made with those edits. */
  readonly why: (plan: Plan, edits: PlanEdits, path: string) => Promise<string>;
  /** Replaces nothing that is there: a name that is taken becomes another. */
  readonly write: (name: string, text: string) => Promise<string>;
};

/** All that the screens show, and all that they can do: the terminal UI itself touches neither files nor network. */
export type Session = {
  readonly report: Report;
  readonly tree: ImageTree;
  readonly warnings: readonly string[];
  /** Names of the image's own passwd and group files. */
  readonly userNames: ReadonlyMap<number, string>;
  readonly groupNames: ReadonlyMap<number, string>;
  /** Content of a file of any layer, hidden or not, at most so many bytes of it. */
  readonly readFile: (entry: EntryNumber, maxBytes: number) => Promise<FileContent>;
  /** What is in a file that is an archive; null where it is none. */
  readonly listArchive: (entry: EntryNumber, head: Uint8Array) => Promise<ArchiveListing | null>;
  /** Writes what is at a path after a layer, and all below it, to the current directory; says what it did. */
  readonly extract: (path: string, layer: number) => Promise<string>;
  /** A line without the secrets that the image's configuration has; what is written to disk keeps them. */
  readonly conceal: (text: string) => string;
  /** By number of the package in the report; visible files, by path. */
  readonly packageFiles: (item: number) => readonly Node[];
  /** null where there is no advisor. */
  readonly planning: Planning | null;
};

/** How far reading has come, by layer; `storedBytes` is 0 where nobody knows. */
export type LoadingLayer = {
  readonly index: number;
  readonly instruction: string;
  readonly storedBytes: number;
  readonly readBytes: number;
  readonly isCached: boolean;
  /** Since its first byte. */
  readonly seconds: number;
};

export type Loading = {
  readonly reference: string;
  /** Of an engine that sends the image; `expectedBytes` is null or 0 where nobody knows. */
  readonly arrived: { readonly bytes: number; readonly expectedBytes: number | null } | null;
  /** null until the manifest is known. */
  readonly layers: readonly LoadingLayer[] | null;
  /** Whether their sizes are known, and they are being read. */
  readonly isReading: boolean;
  readonly seconds: number;
};
