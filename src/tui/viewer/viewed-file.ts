import type { FileContent } from '../session.ts';
import { type DiffLine, diffLines } from './diff-lines.ts';

export type ViewerMode = 'text' | 'hex' | 'facts' | 'archive' | 'diff';

/** Content that has been read, in the forms that the viewer shows. */
export type ViewedFile = {
  readonly bytes: Uint8Array;
  readonly isTruncated: boolean;
  /** Lines without their ends; null for what is no text. */
  readonly lines: readonly string[] | null;
  /** Against the lower layer's copy; null where there is none, or one of them is no text. */
  readonly diff: readonly DiffLine[] | null;
  /** Whether the lower copy's bytes are the same; null where there is none. */
  readonly isSameBelow: boolean | null;
};

/** A NUL among the first so many bytes makes a file binary, as git has it. */
const sniffedBytes = 8_000;

export function viewFile({ bytes, isTruncated }: FileContent, lower: FileContent | null): ViewedFile {
  const lines = textLines(bytes);
  const below = lower === null ? null : textLines(lower.bytes);
  return {
    bytes,
    isTruncated,
    lines,
    diff: lines === null || below === null ? null : diffLines(below, lines),
    isSameBelow: lower === null ? null : Buffer.compare(bytes, lower.bytes) === 0,
  };
}

function textLines(bytes: Uint8Array): readonly string[] | null {
  if (bytes.subarray(0, sniffedBytes).includes(0)) return null;
  const lines = Buffer.from(bytes).toString('utf8').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
