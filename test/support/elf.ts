import type { GoBuildInfo } from '../../src/model/facts.ts';
import { elfContents, isDynamic } from './elf-contents.ts';
import { type ElfEncoding, stringTable } from './elf-encoding.ts';
import { elfHeader, elfHeaderBytes } from './elf-header.ts';
import { programHeaderBytes, programHeaders } from './elf-program-headers.ts';
import { type AddressOf, type ElfSection, type PlacedSection, placeSections, sectionTypes } from './elf-section.ts';
import { sectionHeaders } from './elf-section-headers.ts';

/** e_machine by the name that the facts use. */
export const elfMachines = { '386': 3, mips: 8, ppc64: 21, s390x: 22, arm: 40, 'x86-64': 62, aarch64: 183, riscv: 243 } as const;

export type ElfInput = {
  /** Default 64. */
  readonly class?: 32 | 64;
  /** Default little. */
  readonly endian?: 'little' | 'big';
  /** Default `x86-64`. */
  readonly machine?: keyof typeof elfMachines | number;
  /** Default: `shared`, which position-independent executables are as well, if there is a dynamic section; else `executable`. */
  readonly type?: 'executable' | 'shared' | 'relocatable' | 'core';
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  /** Sets DF_1_PIE. */
  readonly isPie?: boolean;
  /** Whether there is a dynamic section; default: if anything above needs one. */
  readonly isDynamic?: boolean;
  /** `{ 'libc.so.6': ['GLIBC_2.34'] }` */
  readonly versionNeeds?: Readonly<Record<string, readonly string[]>>;
  /** Without the one that names the file itself, which is written in front. */
  readonly versionDefinitions?: readonly string[];
  /** Default true; false leaves the section header table out. */
  readonly hasSectionHeaders?: boolean;
  /** Makes a `.symtab` of that many bytes, whole rows of 24 (class 32: 16), and a `.strtab` of one byte. Default: none, stripped. */
  readonly symbolTableBytes?: number;
  /** Makes a `.debug_info` of that many bytes. */
  readonly debugBytes?: number;
  readonly goBuildInfo?: GoBuildInfo;
  /** Bytes of `.dep-v0`, where cargo-auditable puts its list. */
  readonly rustCrates?: Uint8Array;
  /** Bytes of `.text`, at least the few that exit with 0. */
  readonly textBytes?: number;
  /** Strings of `.rodata`, each ended by NUL. */
  readonly strings?: readonly string[];
};

const elfTypes = { relocatable: 1, executable: 2, shared: 3, core: 4 } as const;

/** A whole ELF file, laid out as a linker does it. https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html */
export function elf(input: ElfInput = {}): Uint8Array {
  const encoding: ElfEncoding = { class: input.class ?? 64, endian: input.endian ?? 'little' };
  const { type = isDynamic(input) ? 'shared' : 'executable', machine = 'x86-64' } = input;
  const isLoaded = type === 'executable' || type === 'shared';
  const { sections, nameOf } = namedSections(type === 'core' ? [] : elfContents(encoding, input), input.hasSectionHeaders ?? true);
  const headerBytes = elfHeaderBytes(encoding);
  const programTableBytes = isLoaded ? programHeaderBytes(encoding, sections) : 0;
  const base = isLoaded ? (type === 'executable' ? 0x400000 : 0) : null;
  const placed = placeSections(sections, headerBytes + programTableBytes, base);
  const sectionTable = nameOf === null ? new Uint8Array() : sectionHeaders(encoding, placed, nameOf);
  const sectionTableOffset = Math.ceil(endOf(placed) / 8) * 8;
  const addressOf: AddressOf = (name) => placed.find((section) => section.name === name)?.address ?? 0;
  const header = elfHeader(encoding, {
    type: elfTypes[type],
    machine: typeof machine === 'number' ? machine : elfMachines[machine],
    entry: addressOf('.text'),
    programTableBytes,
    sectionTableOffset: nameOf === null ? 0 : sectionTableOffset,
    sectionCount: nameOf === null ? 0 : placed.length + 1,
  });
  return joined([
    [0, header],
    [headerBytes, isLoaded ? programHeaders(encoding, placed, headerBytes) : new Uint8Array()],
    ...placed.map((section): Piece => [section.offset, section.content(addressOf)]),
    [nameOf === null ? 0 : sectionTableOffset, sectionTable],
  ]);
}

type NamedSections = { readonly sections: readonly ElfSection[]; readonly nameOf: ((name: string) => number) | null };

/** Adds the section that holds the names of all; without section headers only what is loaded is left. */
function namedSections(sections: readonly ElfSection[], hasSectionHeaders: boolean): NamedSections {
  if (!hasSectionHeaders || sections.length === 0) return { sections: sections.filter(({ segment }) => segment !== 'none'), nameOf: null };
  const names = stringTable([...sections.map(({ name }) => name), '.shstrtab']);
  const last: ElfSection = { name: '.shstrtab', type: sectionTypes.strings, segment: 'none', align: 1, content: () => names.bytes };
  return { sections: [...sections, last], nameOf: names.offsetOf };
}

function endOf(placed: readonly PlacedSection[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.offset + last.sizeBytes;
}

type Piece = readonly [offset: number, bytes: Uint8Array];

function joined(pieces: readonly Piece[]): Uint8Array {
  const file = Buffer.alloc(Math.max(...pieces.map(([offset, bytes]) => offset + bytes.length)));
  for (const [offset, bytes] of pieces) file.set(bytes, offset);
  return file;
}
