/** What of an installed package's header is wanted. Raw bytes, as names of files need not be UTF-8. */
export type RpmHeader = {
  /** By the names in `tags`; '' where one is missing. */
  readonly name: Buffer;
  readonly version: Buffer;
  readonly release: Buffer;
  /** null where there is none, which is not the same as 0. */
  readonly epoch: number | null;
  readonly architecture: Buffer;
  readonly license: Buffer;
  readonly sourceRpm: Buffer;
  readonly directories: readonly Buffer[];
  readonly files: readonly RpmFile[];
};

export type RpmFile = { readonly name: Buffer; readonly directory: number };

/** https://rpm-software-management.github.io/rpm/manual/tags.html */
const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  license: 1014,
  architecture: 1022,
  fileStates: 1029,
  sourceRpm: 1044,
  directoryIndexes: 1116,
  baseNames: 1117,
  directoryNames: 1118,
} as const;

type Tag = { readonly count: number; readonly offset: number };

const tagBytes = 16;
/** No header has a quarter as many. */
const maxTags = 4_096;
/** Of a file that is there as it was packed; others are another package's, or were left out. */
const isNormal = 0;

/**
 * https://rpm-software-management.github.io/rpm/manual/format_header.html, without the eight bytes in front, as databases have it.
 * @returns null for what is no header of a package with a name and a version
 */
export function parseRpmHeader(blob: Buffer): RpmHeader | null {
  const store = readStore(blob);
  if (store === null) return null;
  const { data, find } = store;
  const text = (tag: number): Buffer => {
    const found = find(tag);
    return found === null ? Buffer.alloc(0) : (strings(data, found.offset, 1)[0] ?? Buffer.alloc(0));
  };
  const list = (tag: number): readonly Buffer[] => {
    const found = find(tag);
    return found === null ? [] : strings(data, found.offset, found.count);
  };
  const [name, version] = [text(tags.name), text(tags.version)];
  if (name.length === 0 || version.length === 0) return null;
  return {
    name,
    version,
    release: text(tags.release),
    epoch: integers(data, find(tags.epoch))[0] ?? null,
    architecture: text(tags.architecture),
    license: text(tags.license),
    sourceRpm: text(tags.sourceRpm),
    directories: list(tags.directoryNames),
    files: parseFiles(list(tags.baseNames), integers(data, find(tags.directoryIndexes)), fileStates(data, find(tags.fileStates))),
  };
}

type Store = { readonly data: Buffer; readonly find: (tag: number) => Tag | null };

function readStore(blob: Buffer): Store | null {
  if (blob.length < 8) return null;
  const tagCount = blob.readUInt32BE(0);
  const dataStart = 8 + tagBytes * tagCount;
  if (tagCount > maxTags || dataStart + blob.readUInt32BE(4) > blob.length) return null;
  const known = new Map<number, Tag>();
  for (let at = 8; at < dataStart; at += tagBytes) {
    const tag = blob.readUInt32BE(at);
    if (!known.has(tag)) known.set(tag, { offset: blob.readUInt32BE(at + 8), count: blob.readUInt32BE(at + 12) });
  }
  return { data: blob.subarray(dataStart, dataStart + blob.readUInt32BE(4)), find: (tag) => known.get(tag) ?? null };
}

/** As many of `count` strings, each ended by a NUL, as there are. */
function strings(data: Buffer, offset: number, count: number): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = offset; found.length < count && at < data.length; ) {
    const end = data.indexOf(0, at);
    if (end === -1) break;
    found.push(data.subarray(at, end));
    at = end + 1;
  }
  return found;
}

function integers(data: Buffer, tag: Tag | null): readonly number[] {
  if (tag === null) return [];
  const count = Math.max(0, Math.min(tag.count, Math.floor((data.length - tag.offset) / 4)));
  return Array.from({ length: count }, (_, i) => data.readUInt32BE(tag.offset + 4 * i));
}

function fileStates(data: Buffer, tag: Tag | null): Buffer {
  return tag === null ? Buffer.alloc(0) : data.subarray(tag.offset, tag.offset + tag.count);
}

function parseFiles(names: readonly Buffer[], directories: readonly number[], states: Buffer): readonly RpmFile[] {
  return names.flatMap((name, i) => {
    const directory = directories[i];
    return directory === undefined || (states[i] ?? isNormal) !== isNormal ? [] : [{ name, directory }];
  });
}
