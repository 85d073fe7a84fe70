import type { ElfInput } from './elf.ts';
import { dynamicSections } from './elf-dynamic.ts';
import { type ElfEncoding, encodeFields } from './elf-encoding.ts';
import { goBuildId, goBuildInfo } from './elf-go.ts';
import { type ElfSection, type ElfSegment, elfSegments, sectionTypes } from './elf-section.ts';
import { symbolBytes } from './elf-symbols.ts';

/** All sections but `.shstrtab`, in the order of the file. */
export function elfContents(encoding: ElfEncoding, input: ElfInput): readonly ElfSection[] {
  const { bits, note } = sectionTypes;
  const { interpreter, goBuildInfo: go, strings = [] } = input;
  const sections: readonly ElfSection[] = [
    ...(interpreter === undefined ? [] : [section('.interp', bits, 'read', 1, Buffer.from(`${interpreter}\0`))]),
    section('.note.gnu.build-id', note, 'read', 4, noteContent(encoding, 'GNU', 3, buildId)),
    ...(go === undefined ? [] : [section('.note.go.buildid', note, 'read', 4, noteContent(encoding, 'Go', 4, goBuildId))]),
    ...(isDynamic(input) ? dynamicSections(encoding, input) : []),
    section('.text', bits, 'execute', 16, text(input)),
    ...(strings.length === 0 ? [] : [section('.rodata', bits, 'constants', 8, Buffer.from(strings.map((line) => `${line}\0`).join('')))]),
    ...(input.rustCrates === undefined ? [] : [section('.dep-v0', bits, 'constants', 1, input.rustCrates)]),
    ...(go === undefined ? [] : [section('.go.buildinfo', bits, 'write', 16, goBuildInfo(encoding, go))]),
    section('.data', bits, 'write', 8, new Uint8Array(16)),
    ...removable(encoding, input),
  ];
  return sections.toSorted((a, b) => elfSegments.indexOf(a.segment) - elfSegments.indexOf(b.segment));
}

function section(name: string, type: number, segment: ElfSegment, align: number, content: Uint8Array): ElfSection {
  return { name, type, segment, align, content: () => content };
}

export function isDynamic(input: ElfInput): boolean {
  const { interpreter, needed = [], soname, rpath, runpath, isPie = false, versionNeeds, versionDefinitions } = input;
  const texts = [interpreter, soname, rpath, runpath, versionNeeds, versionDefinitions];
  return input.isDynamic ?? (needed.length > 0 || isPie || texts.some((text) => text !== undefined));
}

/** What `strip` takes away. */
function removable(encoding: ElfEncoding, { symbolTableBytes, debugBytes }: ElfInput): readonly ElfSection[] {
  const rowBytes = symbolBytes[encoding.class];
  const debug = debugBytes === undefined ? [] : [section('.debug_info', sectionTypes.bits, 'none', 1, new Uint8Array(debugBytes))];
  if (symbolTableBytes === undefined) return debug;
  const rows = section('.symtab', sectionTypes.symbols, 'none', encoding.class / 8, new Uint8Array(symbolTableBytes));
  const symbols = { ...rows, link: '.strtab', info: symbolTableBytes / rowBytes, entryBytes: rowBytes };
  return [...debug, symbols, section('.strtab', sectionTypes.strings, 'none', 1, new Uint8Array(1))];
}

const buildId = Buffer.from('f1e25e0000000000000000000000000000000001', 'hex');

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html#note_section */
function noteContent(encoding: ElfEncoding, name: string, type: number, description: string | Uint8Array): Uint8Array {
  const nameBytes = Buffer.from(`${name}\0`);
  const bytes = Buffer.from(description);
  const head = encodeFields(encoding, [
    [4, nameBytes.length],
    [4, bytes.length],
    [4, type],
  ]);
  return Buffer.concat([head, padded(nameBytes), padded(bytes)]);
}

function padded(bytes: Uint8Array): Uint8Array {
  const words = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
  words.set(bytes);
  return words;
}

/** Machine code of `exit(0)`, so that a static program runs where its machine does. */
const exitCode: Readonly<Record<string, string>> = {
  'x86-64': 'bf00000000b83c0000000f05',
  aarch64: '000080d2a80b80d2010000d4',
};

function text({ machine = 'x86-64', textBytes = 0 }: ElfInput): Uint8Array {
  const code = Buffer.from(exitCode[machine] ?? '', 'hex');
  const bytes = Buffer.alloc(Math.max(textBytes, code.length, 16));
  bytes.set(code);
  return bytes;
}
