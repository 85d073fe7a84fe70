import type { FileContent } from '../gatherer.ts';
import type { ElfHeader } from './elf-header.ts';

export type ElfSections = {
  readonly hasSymbolTable: boolean;
  /** Bytes that `strip` would remove. */
  readonly strippableBytes: number;
  readonly goBuildInfoOffset: number | null;
  /** Of the list of crates; null where there is none. */
  readonly rustCrates: { readonly offset: number; readonly sizeBytes: number } | null;
};

const progbits = 1;
const symbolTable = 2;
const loadedFlag = 2;
const goBuildInfo = '.go.buildinfo';
/** https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md */
const rustDependencies = '.dep-v0';
const debugName = /^\.(z?debug_|gdb_index$|gnu\.debuglto_|stab)/;
const maxNameBytes = 64;

/** @returns null where the section headers are missing or lie outside what was seen */
export function parseSections(header: ElfHeader, content: FileContent): ElfSections | null {
  const { word, address, addressBytes } = header.numbers;
  const { sectionBytes, sectionCount } = header;
  if (header.sectionsOffset === 0 || sectionCount === 0 || sectionBytes < (header.class === 64 ? 64 : 40)) return null;
  const table = content.read(header.sectionsOffset, sectionCount * sectionBytes);
  if (table === null) return null;
  const bytesOf = (section: number): number => address(table, section * sectionBytes + 8 + 3 * addressBytes);
  const names = sectionNames(header, table, content);
  let hasSymbolTable = false;
  let strippableBytes = 0;
  let goBuildInfoOffset: number | null = null;
  let rustCrates: ElfSections['rustCrates'] = null;
  for (let section = 0; section < sectionCount; section++) {
    const at = section * sectionBytes;
    const type = word(table, at + 4);
    if (type === symbolTable) {
      const strings = word(table, at + 8 + 4 * addressBytes);
      hasSymbolTable = true;
      strippableBytes += bytesOf(section) + (strings < sectionCount ? bytesOf(strings) : 0);
    }
    if (type !== progbits) continue;
    const isLoaded = (address(table, at + 8) & loadedFlag) !== 0;
    const name = names === null ? null : nameAt(names, word(table, at));
    // Without names, all that is not loaded counts: but for a few bytes of comment that is debug information.
    if (!isLoaded && (name === null || debugName.test(name))) strippableBytes += bytesOf(section);
    if (isLoaded && name === goBuildInfo) goBuildInfoOffset = address(table, at + 8 + 2 * addressBytes);
    if (name === rustDependencies) rustCrates = { offset: address(table, at + 8 + 2 * addressBytes), sizeBytes: bytesOf(section) };
  }
  return { hasSymbolTable, strippableBytes, goBuildInfoOffset, rustCrates };
}

function sectionNames(
  { numbers, sectionBytes, sectionCount, sectionNamesIndex }: ElfHeader,
  table: Buffer,
  content: FileContent,
): Buffer | null {
  if (sectionNamesIndex >= sectionCount) return null;
  const at = sectionNamesIndex * sectionBytes + 8 + 2 * numbers.addressBytes;
  return content.read(numbers.address(table, at), numbers.address(table, at + numbers.addressBytes));
}

function nameAt(names: Buffer, offset: number): string | null {
  const end = names.indexOf(0, offset);
  return end < 0 ? null : names.toString('latin1', offset, Math.min(end, offset + maxNameBytes));
}
