import { type ApkDatabase, parseApkDatabase } from './apk-database.ts';
import { decodeText } from './decode-text.ts';
import { endOfLine } from './lines.ts';

export type RpmDatabase = ApkDatabase & {
  /** The paragraphs that the records count in. */
  readonly text: Uint8Array;
  /** Why some of the database could not be read, null where it was read whole. */
  readonly reason: string | null;
};

const reasonField = 'E:';

/** What was kept of a database of rpm, in the form `rpm`. */
export function parseRpmDatabase(bytes: Uint8Array): RpmDatabase {
  const end = endOfLine(bytes, 0);
  const first = decodeText(bytes.subarray(0, end));
  const isReason = first.startsWith(reasonField);
  const text = isReason ? bytes.subarray(end + 1) : bytes;
  return { ...parseApkDatabase(text), text, reason: isReason ? first.slice(reasonField.length) : null };
}
