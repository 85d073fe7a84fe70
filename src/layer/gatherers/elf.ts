import type { ElfFacts } from '../../model/facts.ts';
import type { ByteRange, FileContent, FileHead, Gatherer } from '../gatherer.ts';
import { parseDynamic } from './elf-dynamic.ts';
import { type ElfHeader, type ElfSegment, parseElfHeader, segmentType } from './elf-header.ts';
import { parseSections } from './elf-sections.ts';
import { parseGoBuildInfo } from './go-build-info.ts';
import { parseRustCrates } from './rust-crates.ts';

/** The segment that begins with the ELF header also holds the dynamic symbols, their strings and versions; of larger ones this much is seen. */
const firstSegmentBytes = 16 * 1_048_576;
const dynamicBytes = 64 * 1024;
/** Linkers put the section names in front of the section headers. */
const sectionNameBytes = 128 * 1024;
const sectionTableBytes = 4 * 1_048_576;
/** Go's own reader looks for the build information this far into the data segment. */
const goBuildInfoBytes = 128 * 1024;
const constantBytes = 16 * 1_048_576;

/** What the dynamic loader would read of an ELF file. */
export const elfGatherer: Gatherer = {
  id: 'elf',
  version: 3,
  wants: (file) => {
    if (file.head.readUInt32BE === undefined || file.head.length < 4 || file.head.readUInt32BE(0) !== 0x7f454c46) return null;
    const header = parseElfHeader(file.head);
    return typeof header === 'string' ? [] : wantedRanges(header, file);
  },
  gather: (file, content, facts) => {
    const header = parseElfHeader(file.head);
    if (typeof header === 'string') return facts.unreadable(header);
    const elf = parseElf(header, file, content);
    return typeof elf === 'string' ? facts.unreadable(elf) : facts.elf(elf);
  },
};

function wantedRanges(header: ElfHeader, { path, mode, sizeBytes }: FileHead): readonly ByteRange[] {
  const ranges: ByteRange[] = [];
  const want = (start: number, length: number): void => {
    if (length > 0 && start < sizeBytes) ranges.push([start, Math.min(start + length, sizeBytes)]);
  };
  const isProgram = (mode & 0o111) !== 0 && header.sectionsOffset > 0 && !path.includes('.so');
  const first = header.segments.find((segment) => segment.type === segmentType.load && segment.offset === 0);
  if (first !== undefined) want(0, Math.min(first.fileBytes, firstSegmentBytes));
  for (const segment of header.segments) {
    if (segment.type === segmentType.dynamic) want(segment.offset, Math.min(segment.fileBytes, dynamicBytes));
    else if (segment.type === segmentType.interpreter) want(segment.offset, Math.min(segment.fileBytes, 4_096));
    else if (isData(segment)) want(segment.offset, Math.min(segment.fileBytes, goBuildInfoBytes));
    else if (isProgram && isConstant(segment)) want(segment.offset, Math.min(segment.fileBytes, constantBytes));
  }
  const names = Math.min(header.sectionsOffset, sectionNameBytes);
  if (header.sectionsOffset > 0)
    want(header.sectionsOffset - names, names + Math.min(header.sectionCount * header.sectionBytes, sectionTableBytes));
  return ranges;
}

function isData(segment: ElfSegment): boolean {
  return segment.type === segmentType.load && segment.isWritable;
}

/** Where the lists of crates are, behind the constants. Of the first segment more is seen anyway. */
function isConstant({ type, isWritable, isExecutable, offset }: ElfSegment): boolean {
  return type === segmentType.load && !isWritable && !isExecutable && offset > 0;
}

/** @returns a reason where the file contradicts itself */
function parseElf(header: ElfHeader, file: FileHead, content: FileContent): ElfFacts | string {
  const contradiction = segmentContradiction(header, file);
  if (contradiction !== null) return contradiction;
  const dynamic = parseDynamic(header, content);
  if (typeof dynamic === 'string') return dynamic;
  const sections = parseSections(header, content);
  const interpreter = readInterpreter(header, content);
  const isDynamic = header.segments.some((segment) => segment.type === segmentType.dynamic);
  const isPie = header.type === 'shared' && (dynamic.isPie || (interpreter !== null && (file.mode & 0o111) !== 0));
  return {
    class: header.class,
    endian: header.endian,
    machine: header.machine,
    type: header.type,
    isPie,
    isStatic: interpreter === null && (header.type === 'executable' || isPie) && (!isDynamic || dynamic.needed.length === 0),
    interpreter,
    soname: dynamic.soname,
    needed: dynamic.needed,
    rpath: dynamic.rpath,
    runpath: dynamic.runpath,
    versionNeeds: dynamic.versionNeeds,
    versionDefinitions: dynamic.versionDefinitions,
    isStripped: sections === null ? null : !sections.hasSymbolTable,
    strippableBytes: sections?.strippableBytes ?? 0,
    goBuildInfo: parseGoBuildInfo(header.segments.filter(isData), sections?.goBuildInfoOffset ?? null, content),
    ...(sections === null || sections.rustCrates === null ? {} : { rustCrates: parseRustCrates(sections.rustCrates, content) }),
  };
}

/** What nothing could start or load. Separate debug files have the segments of their program, and not its bytes. */
function segmentContradiction({ type, segments }: ElfHeader, { mode, sizeBytes }: FileHead): string | null {
  if ((type !== 'executable' && type !== 'shared') || segments.length === 0) return null;
  const loaded = segments.filter((segment) => segment.type === segmentType.load);
  if (loaded.length === 0) return 'expected an ELF segment that is loaded, got none';
  const isCut = (mode & 0o111) !== 0 && loaded.some(({ offset, fileBytes }) => fileBytes > 0 && offset >= sizeBytes);
  return isCut ? `expected the loaded ELF segments in the file, got ${sizeBytes} bytes, which end before` : null;
}

function readInterpreter(header: ElfHeader, content: FileContent): string | null {
  const segment = header.segments.find(({ type }) => type === segmentType.interpreter);
  if (segment === undefined) return null;
  const bytes = content.read(segment.offset, Math.min(segment.fileBytes, 4_096));
  return bytes === null ? null : (bytes.toString('utf8').split('\0', 1)[0] ?? null);
}
