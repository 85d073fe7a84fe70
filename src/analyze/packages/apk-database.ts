import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { noNode, rootNode } from '../../filesystem/node-table.ts';
import type { PathLookup } from '../../filesystem/path-lookup.ts';
import { decodeText } from './decode-text.ts';
import { endOfLine } from './lines.ts';

/** https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database_V2 */
export type ApkRecord = {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** What it was built from; '' where it is not said. */
  readonly origin: string;
  readonly license: string | null;
  /** Its paragraph. */
  readonly start: number;
  readonly end: number;
};

export type ApkDatabase = {
  readonly records: readonly ApkRecord[];
  /** Paragraphs that name no package or no version. */
  readonly malformedCount: number;
};

const colon = 0x3a;

/** Package, version, architecture, origin, license. */
const textFields: readonly string[] = ['P', 'V', 'A', 'o', 'L'];
/** The same, directory and file. */
export const apkFields: readonly string[] = [...textFields, 'F', 'R'];

/** Every line is a letter, a colon and a value; empty lines part the packages. */
export function parseApkDatabase(bytes: Uint8Array): ApkDatabase {
  const records: ApkRecord[] = [];
  let malformedCount = 0;
  for (let start = 0; start < bytes.length; ) {
    const fields = new Map<string, string>();
    const end = readParagraph(bytes, start, fields);
    const record = toRecord(fields, start, end);
    if (record !== null) records.push(record);
    else if (end > start) malformedCount += 1;
    start = end + 1;
  }
  return { records, malformedCount };
}

/** @returns where the paragraph ends: at an empty line, or the end of the database */
function readParagraph(bytes: Uint8Array, start: number, fields: Map<string, string>): number {
  let at = start;
  while (at < bytes.length) {
    const end = endOfLine(bytes, at);
    if (end === at) return end;
    const letter = letterOf(bytes, at);
    if (textFields.includes(letter)) fields.set(letter, decodeText(bytes.subarray(at + 2, end)).trim());
    at = end + 1;
  }
  return at;
}

/** '' for a line of another form. */
function letterOf(bytes: Uint8Array, start: number): string {
  return bytes[start + 1] === colon ? String.fromCharCode(bytes[start]!) : '';
}

function toRecord(fields: ReadonlyMap<string, string>, start: number, end: number): ApkRecord | null {
  const name = fields.get('P') ?? '';
  const version = fields.get('V') ?? '';
  if (name === '' || version === '') return null;
  return {
    name,
    version,
    architecture: fields.get('A') ?? '',
    origin: fields.get('o') ?? '',
    license: fields.get('L') || null,
    start,
    end,
  };
}

/** The visible files of a package: each stands behind its directory. */
export function apkFiles(tree: ImageTree, lookup: PathLookup, bytes: Uint8Array, record: ApkRecord): readonly Node[] {
  const files: Node[] = [];
  let directory: Node = rootNode;
  for (let start = record.start; start < record.end && files.length < tree.nodeCount; ) {
    const end = endOfLine(bytes, start);
    const letter = letterOf(bytes, start);
    if (letter === 'F') directory = lookup.findDirectory(bytes, start + 2, end);
    else if (letter === 'R') {
      const node = lookup.child(directory, bytes, start + 2, end);
      if (node !== noNode && !tree.isDirectory(node)) files.push(node);
    }
    start = end + 1;
  }
  return files;
}
