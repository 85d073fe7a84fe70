import type { ElfFacts, OtherShellFacts, ScriptFacts, SecretFact, ShellFacts } from '../model/facts.ts';

/** First bytes of each file that every gatherer is shown. */
export const headBytes = 4_096;

export type FileHead = {
  /** Raw, normalised, without a leading slash. Valid during the call. */
  readonly path: Buffer;
  readonly sizeBytes: number;
  readonly mode: number;
  /** The first `headBytes`, fewer if the file is shorter. Valid during the call. */
  readonly head: Buffer;
};

/** Start and end offset in the file, the end excluded. */
export type ByteRange = readonly [start: number, end: number];

/** The ranges of a file that its gatherers asked for. */
export type FileContent = {
  /** Valid during the call of the gatherer. null where nobody asked for these bytes beforehand, or the file ends before them. */
  readonly read: (offset: number, length: number) => Buffer | null;
};

/** Where a gatherer leaves what it saw of the file at hand. */
export type FactSink = {
  readonly elf: (facts: ElfFacts) => void;
  readonly script: (facts: ScriptFacts) => void;
  readonly shell: (facts: ShellFacts | OtherShellFacts) => void;
  readonly secrets: (facts: readonly SecretFact[]) => void;
  readonly captured: (bytes: Buffer, isTruncated: boolean) => void;
  readonly unreadable: (reason: string) => void;
};

/**
 * Sees a file once, while its layer goes by. It gets the same bytes whether the layer is a stream or a file that can be read
 * at any place, so that its facts do not depend on where an image came from.
 */
export type Gatherer = {
  readonly id: string;
  /** Raised whenever the facts of some file would change, so that older indexes are built anew. */
  readonly version: number;
  /** What it must see beside the head, decided by the head alone; null when the file is none of its business. */
  readonly wants: (file: FileHead) => readonly ByteRange[] | null;
  readonly gather: (file: FileHead, content: FileContent, facts: FactSink) => void;
};
