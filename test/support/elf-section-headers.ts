import { type ElfEncoding, type ElfField, encodeFields } from './elf-encoding.ts';
import type { ElfSegment, PlacedSection } from './elf-section.ts';

/** SHF_WRITE = 1, SHF_ALLOC = 2, SHF_EXECINSTR = 4 */
const flagsOf: Readonly<Record<ElfSegment, number>> = { read: 2, execute: 6, constants: 2, write: 3, none: 0 };

/** The section header table; `nameOf` is the offset of a name in `.shstrtab`. */
export function sectionHeaders(encoding: ElfEncoding, placed: readonly PlacedSection[], nameOf: (name: string) => number): Uint8Array {
  const rows = placed.map((section): readonly ElfField[] => [
    [4, nameOf(section.name)],
    [4, section.type],
    ['word', flagsOf[section.segment]],
    ['word', section.address],
    ['word', section.offset],
    ['word', section.sizeBytes],
    [4, 1 + placed.findIndex(({ name }) => name === section.link)],
    [4, section.info ?? 0],
    ['word', section.align],
    ['word', section.entryBytes ?? 0],
  ]);
  const nothing = new Uint8Array(encoding.class === 64 ? 64 : 40);
  return Buffer.concat([nothing, ...rows.map((fields) => encodeFields(encoding, fields))]);
}
