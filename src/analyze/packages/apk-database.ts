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
  /** Ranges of a directory, or of a file of the last directory, in the order of the database. */
  readonly places: readonly ApkPlace[];
};

type ApkPlace = { readonly isDirectory: boolean; readonly start: number; readonly end: number };

export type ApkDatabase = {
  readonly records: readonly ApkRecord[];
  /** Paragraphs that name no package or no version. */
  readonly malformedCount: number;
};

const colon = 0x3a;

/** Package, version, architecture, origin, license, directory, file. */
export const apkFields: readonly string[] = ['P', 'V', 'A', 'o', 'L', 'F', 'R'];

/** Every line is a letter, a colon and a value; empty lines part the packages. */
export function parseApkDatabase(bytes: Uint8Array): ApkDatabase {
  const records: ApkRecord[] = [];
  let malformedCount = 0;
  let fields = new Map<string, string>();
  let places: ApkPlace[] = [];
  const close = (): void => {
    const record = toRecord(fields, places);
    if (record !== null) records.push(record);
    else if (fields.size + places.length > 0) malformedCount += 1;
    fields = new Map();
    places = [];
  };
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start);
    const letter = bytes[start + 1] === colon ? String.fromCharCode(bytes[start]!) : '';
    if (end === start) close();
    else if (letter === 'F' || letter === 'R') places.push({ isDirectory: letter === 'F', start: start + 2, end });
    else if (apkFields.includes(letter)) fields.set(letter, decodeText(bytes.subarray(start + 2, end)).trim());
    start = end + 1;
  }
  close();
  return { records, malformedCount };
}

function toRecord(fields: ReadonlyMap<string, string>, places: readonly ApkPlace[]): ApkRecord | null {
  const name = fields.get('P') ?? '';
  const version = fields.get('V') ?? '';
  if (name === '' || version === '') return null;
  return { name, version, architecture: fields.get('A') ?? '', origin: fields.get('o') ?? '', license: fields.get('L') || null, places };
}

/** The visible files of a package. */
export function apkFiles(tree: ImageTree, lookup: PathLookup, bytes: Uint8Array, places: readonly ApkPlace[]): readonly Node[] {
  const files: Node[] = [];
  let directory: Node = rootNode;
  for (const { isDirectory, start, end } of places) {
    if (isDirectory) directory = lookup.findDirectory(bytes, start, end);
    else {
      const node = lookup.child(directory, bytes, start, end);
      if (node !== noNode && !tree.isDirectory(node)) files.push(node);
    }
  }
  return files;
}
