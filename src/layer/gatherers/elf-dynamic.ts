import type { FileContent } from '../gatherer.ts';
import { type ElfHeader, type ElfNumbers, segmentType } from './elf-header.ts';

export type ElfDynamic = {
  readonly isPie: boolean;
  readonly soname: string | null;
  readonly needed: readonly string[];
  readonly rpath: string | null;
  readonly runpath: string | null;
  readonly versionNeeds: Readonly<Record<string, readonly string[]>>;
  readonly versionDefinitions: readonly string[];
};

/** d_tag. https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html and GNU's version tags */
const tags = {
  needed: 1,
  stringTable: 5,
  stringBytes: 10,
  soname: 14,
  rpath: 15,
  runpath: 29,
  flags1: 0x6ffffffb,
  versionDefinitions: 0x6ffffffc,
  versionDefinitionCount: 0x6ffffffd,
  versionNeeds: 0x6ffffffe,
  versionNeedCount: 0x6fffffff,
} as const;

const pieFlag = 0x08000000;
/** Of one file, in all its needs together: chains that meet, or run in circles, would never end. */
const maxVersions = 4_096;
const maxStringBytes = 4_096;

const nothing: ElfDynamic = {
  isPie: false,
  soname: null,
  needed: [],
  rpath: null,
  runpath: null,
  versionNeeds: {},
  versionDefinitions: [],
};

/** @returns a reason where the dynamic section points at nothing */
export function parseDynamic(header: ElfHeader, content: FileContent): ElfDynamic | string {
  const segment = header.segments.find(({ type }) => type === segmentType.dynamic);
  // Separate debug files keep the program headers of their binary and none of its content.
  if (segment === undefined || segment.fileBytes === 0) return nothing;
  const bytes = content.read(segment.offset, Math.min(segment.fileBytes, 64 * 1024));
  if (bytes === null) return 'expected an ELF dynamic section inside the file';
  const values = parseTags(bytes, header.numbers);
  const one = (tag: number): number | null => values.find(([found]) => found === tag)?.[1] ?? null;
  const table = fileOffset(header, one(tags.stringTable));
  if (table === null) return values.length === 0 ? nothing : 'expected an ELF string table inside the file';
  const text = (offset: number): string | null => readString(content, table, offset, one(tags.stringBytes) ?? 0);
  const wanted = values.filter(([tag]) => tag === tags.needed);
  const needed = wanted.flatMap(([, offset]) => text(offset) ?? []);
  if (needed.length < wanted.length) return 'expected the names of needed libraries in the ELF string table';
  const named = (tag: number): string | null => {
    const offset = one(tag);
    return offset === null ? null : text(offset);
  };
  return {
    isPie: ((one(tags.flags1) ?? 0) & pieFlag) !== 0,
    soname: named(tags.soname),
    needed,
    rpath: named(tags.rpath),
    runpath: named(tags.runpath),
    versionNeeds: parseVersionNeeds(header, content, fileOffset(header, one(tags.versionNeeds)), one(tags.versionNeedCount) ?? 0, text),
    versionDefinitions: parseVersionDefinitions(
      header,
      content,
      fileOffset(header, one(tags.versionDefinitions)),
      one(tags.versionDefinitionCount) ?? 0,
      text,
    ),
  };
}

function parseTags(bytes: Buffer, numbers: ElfNumbers): readonly (readonly [tag: number, value: number])[] {
  const size = 2 * numbers.addressBytes;
  const found: [number, number][] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const tag = numbers.address(bytes, at);
    if (tag === 0) break;
    found.push([tag, numbers.address(bytes, at + numbers.addressBytes)]);
  }
  return found;
}

/** Where the loader would map the address from. */
function fileOffset(header: ElfHeader, address: number | null): number | null {
  if (address === null) return null;
  const segment = header.segments.find(
    (candidate) => candidate.type === segmentType.load && address >= candidate.address && address < candidate.address + candidate.fileBytes,
  );
  return segment === undefined ? null : segment.offset + (address - segment.address);
}

function readString(content: FileContent, table: number, offset: number, tableBytes: number): string | null {
  if (offset >= tableBytes) return null;
  const bytes = content.read(table + offset, Math.min(maxStringBytes, tableBytes - offset));
  if (bytes === null) return null;
  const end = bytes.indexOf(0);
  return end < 0 ? null : bytes.toString('utf8', 0, end);
}

/** https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html */
function parseVersionNeeds(
  header: ElfHeader,
  content: FileContent,
  start: number | null,
  count: number,
  text: (offset: number) => string | null,
): Readonly<Record<string, readonly string[]>> {
  const { half, word } = header.numbers;
  const needs: [string, readonly string[]][] = [];
  let left = maxVersions;
  let at = start;
  for (let i = 0; at !== null && i < count && left > 0; i++, left--) {
    const need = content.read(at, 16);
    if (need === null) break;
    const versions: string[] = [];
    let auxiliary: number | null = at + word(need, 8);
    for (let j = 0; auxiliary !== null && j < half(need, 2) && left > 0; j++, left--) {
      const version = content.read(auxiliary, 16);
      const name = version === null ? null : text(word(version, 8));
      if (version === null || name === null) break;
      versions.push(name);
      const further = word(version, 12);
      auxiliary = further === 0 ? null : auxiliary + further;
    }
    const library = text(word(need, 4));
    if (library !== null) needs.push([library, versions]);
    const next = word(need, 12);
    at = next === 0 ? null : at + next;
  }
  return Object.fromEntries(needs);
}

function parseVersionDefinitions(
  header: ElfHeader,
  content: FileContent,
  start: number | null,
  count: number,
  text: (offset: number) => string | null,
): readonly string[] {
  const { half, word } = header.numbers;
  const definitions: string[] = [];
  let at = start;
  for (let i = 0; at !== null && i < Math.min(count, maxVersions); i++) {
    const definition = content.read(at, 20);
    const auxiliary = definition === null ? null : content.read(at + word(definition, 12), 8);
    const name = auxiliary === null ? null : text(word(auxiliary, 0));
    if (definition === null || name === null) break;
    // The first definition (VER_FLG_BASE) is the library's own name.
    if ((half(definition, 2) & 1) === 0) definitions.push(name);
    const next = word(definition, 16);
    at = next === 0 ? null : at + next;
  }
  return definitions;
}
