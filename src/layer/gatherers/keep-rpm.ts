import { ByteArena } from '../byte-arena.ts';
import { bdbPackages, isBdbHash } from './rpm-bdb.ts';
import { parseRpmHeader, type RpmHeader } from './rpm-header.ts';
import { isNdb, ndbPackages } from './rpm-ndb.ts';
import { isSqlite, sqlitePackages } from './rpm-sqlite.ts';

const newline = 0x0a;
const newlineBytes = Buffer.of(newline);

/**
 * Of a database of rpm, whichever of the three it is, what apk would have written into its own; what could not be read of it comes
 * first, as a paragraph of the field `E`.
 */
export function keepRpm(bytes: Buffer): Buffer {
  const records = new ByteArena();
  const reason = writeRecords(bytes, records);
  const text = reason === null ? '' : `E:${reason}\n\n`;
  return Buffer.concat([Buffer.from(text), records.toBytes()]);
}

/** @returns a reason where some of it could not be read */
function writeRecords(bytes: Buffer, records: ByteArena): string | null {
  const blobs = openPackages(bytes);
  if (typeof blobs === 'string') return blobs;
  let unreadable = 0;
  for (let blob = blobs.next(); ; blob = blobs.next()) {
    if (blob.done === true)
      return blob.value ?? (unreadable > 0 ? `expected headers of packages, got ${unreadable} of something else` : null);
    const header = parseRpmHeader(blob.value);
    if (header === null) unreadable += 1;
    else writeRecord(header, records);
  }
}

function openPackages(bytes: Buffer): Generator<Buffer, string | null> | string {
  if (isSqlite(bytes)) return sqlitePackages(bytes);
  if (isNdb(bytes)) return ndbPackages(bytes);
  return isBdbHash(bytes) ? bdbPackages(bytes) : 'expected a database of SQLite, ndb or Berkeley DB';
}

function writeRecord(header: RpmHeader, records: ByteArena): void {
  const { name, version, release, epoch, architecture, license, sourceRpm } = header;
  const write = (letter: string, ...parts: readonly Uint8Array[]): void => {
    if (!parts.some(hasNewline)) for (const part of [Buffer.from(`${letter}:`), ...parts, newlineBytes]) records.push(part);
  };
  write('P', name);
  write('V', Buffer.from(epoch === null ? '' : `${epoch}:`), version, Buffer.from(release.length === 0 ? '' : '-'), release);
  write('A', architecture);
  write('o', sourceRpm);
  write('L', license);
  for (const [directory, names] of byDirectory(header)) {
    if (hasNewline(directory)) continue;
    write('F', directory);
    for (const file of names) write('R', file);
  }
  records.push(newlineBytes);
}

/** No line can hold it. */
function hasNewline(bytes: Uint8Array): boolean {
  return bytes.includes(newline);
}

/** Each directory once, however often files go back and forth between two. Without the slashes at its ends, as apk has it. */
function byDirectory({ directories, files }: RpmHeader): ReadonlyMap<Buffer, readonly Buffer[]> {
  const names = new Map<number, Buffer[]>();
  for (const { name, directory } of files) {
    const known = names.get(directory);
    if (known === undefined) names.set(directory, [name]);
    else known.push(name);
  }
  return new Map(
    [...names].flatMap(([number, list]) => (directories[number] === undefined ? [] : [[withoutSlashes(directories[number]), list]])),
  );
}

function withoutSlashes(path: Buffer): Buffer {
  const slash = 0x2f;
  return path.subarray(path[0] === slash ? 1 : 0, path.length > 1 && path.at(-1) === slash ? -1 : undefined);
}
