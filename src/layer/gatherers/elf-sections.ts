import type { FileContent } from '../gatherer.ts';
import type { ElfHeader } from './elf-header.ts';

export type ElfSections = {
  readonly hasSymbolTable: boolean;
  /** Bytes that `strip` would remove. */
  readonly strippableBytes: number;
  readonly goBuildInfoOffset: number | null;
};

type Section = {
  readonly name: string | null;
  readonly type: number;
  readonly isLoaded: boolean;
  readonly offset: number;
  readonly bytes: number;
  readonly link: number;
};

const progbits = 1;
const symbolTable = 2;
const noContent = 8;

/** @returns null where the section headers are missing or lie outside what was seen */
export function parseSections(header: ElfHeader, content: FileContent): ElfSections | null {
  const sections = readSections(header, content);
  if (sections === null) return null;
  const symbols = sections.filter(({ type }) => type === symbolTable);
  const symbolStrings = symbols.map(({ link }) => sections[link]?.bytes ?? 0);
  const debug = sections.filter(isDebug);
  return {
    hasSymbolTable: symbols.length > 0,
    strippableBytes: sum(symbols.map(({ bytes }) => bytes)) + sum(symbolStrings) + sum(debug.map(({ bytes }) => bytes)),
    goBuildInfoOffset: sections.find(({ name }) => name === '.go.buildinfo')?.offset ?? null,
  };
}

/** Without names, all that is not loaded counts: but for a few bytes of comment that is debug information. */
function isDebug(section: Section): boolean {
  if (section.isLoaded || section.type === noContent) return false;
  return section.name === null ? section.type === progbits : /^\.(z?debug_|gdb_index$|gnu\.debuglto_|stab)/.test(section.name);
}

function readSections(header: ElfHeader, content: FileContent): readonly Section[] | null {
  const { word, address, addressBytes } = header.numbers;
  const size = header.sectionBytes;
  if (header.sectionsOffset === 0 || header.sectionCount === 0 || size < (header.class === 64 ? 64 : 40)) return null;
  const table = content.read(header.sectionsOffset, header.sectionCount * size);
  if (table === null) return null;
  const raw = Array.from({ length: header.sectionCount }, (_, i) => {
    const at = i * size;
    const offsetAt = at + 8 + 2 * addressBytes;
    return {
      nameOffset: word(table, at),
      type: word(table, at + 4),
      isLoaded: (address(table, at + 8) & 2) !== 0,
      offset: address(table, offsetAt),
      bytes: address(table, offsetAt + addressBytes),
      link: word(table, offsetAt + 2 * addressBytes),
    };
  });
  const namesSection = raw[header.sectionNamesIndex];
  const names = namesSection === undefined ? null : content.read(namesSection.offset, namesSection.bytes);
  return raw.map(({ nameOffset, ...section }) => ({ ...section, name: names === null ? null : nameAt(names, nameOffset) }));
}

function nameAt(names: Buffer, offset: number): string | null {
  const end = names.indexOf(0, offset);
  return end < 0 ? null : names.toString('latin1', offset, Math.min(end, offset + 64));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
