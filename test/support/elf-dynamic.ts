import type { ElfInput } from './elf.ts';
import { type ElfEncoding, type ElfField, encodeFields, type StringTable, stringTable } from './elf-encoding.ts';
import { type AddressOf, type ElfSection, sectionTypes } from './elf-section.ts';
import { dynamicSymbols, gnuHash, symbolBytes, symbolTable, symbolVersions } from './elf-symbols.ts';
import { type ElfVersions, versionDefinitions, versionNeeds } from './elf-versions.ts';

/** What the dynamic loader reads. */
export function dynamicSections(encoding: ElfEncoding, input: ElfInput): readonly ElfSection[] {
  const versions = toVersions(input);
  const symbols = dynamicSymbols(versions);
  const names = [
    ...symbols.map(({ name }) => name),
    ...versions.needs.flat(2),
    ...(versions.definitions.length === 0 ? [] : [versions.self]),
  ];
  const strings = stringTable([...names, ...stringEntries(input).map(([, text]) => text)]);
  const word = encoding.class / 8;
  const sections: readonly ElfSection[] = [
    section('.gnu.hash', sectionTypes.gnuHash, word, { link: '.dynsym', content: () => gnuHash(encoding, symbols) }),
    section('.dynsym', sectionTypes.dynamicSymbols, word, {
      link: '.dynstr',
      info: 1,
      entryBytes: symbolBytes[encoding.class],
      content: () => symbolTable(encoding, symbols, strings),
    }),
    section('.dynstr', sectionTypes.strings, 1, { content: () => strings.bytes }),
    ...versionSections(encoding, versions, strings),
  ];
  const entries = (addressOf: AddressOf) => dynamicEntries(input, versions, strings, addressOf, symbolBytes[encoding.class]);
  const dynamic = section('.dynamic', sectionTypes.dynamic, word, {
    segment: 'write',
    link: '.dynstr',
    entryBytes: 2 * word,
    content: (addressOf) =>
      encodeFields(
        encoding,
        entries(addressOf).flatMap(([tag, value]): ElfField[] => [
          ['word', tag],
          ['word', value],
        ]),
      ),
  });
  return [...sections, dynamic];
}

type Rest = Pick<ElfSection, 'content'> & Partial<Pick<ElfSection, 'segment' | 'link' | 'info' | 'entryBytes'>>;

function section(name: string, type: number, align: number, rest: Rest): ElfSection {
  return { segment: 'read', name, type, align, ...rest };
}

function toVersions(input: ElfInput): ElfVersions {
  return {
    definitions: input.versionDefinitions ?? [],
    needs: Object.entries(input.versionNeeds ?? {}),
    self: input.soname ?? 'unnamed',
  };
}

function versionSections(encoding: ElfEncoding, versions: ElfVersions, strings: StringTable): readonly ElfSection[] {
  const { definitions, needs } = versions;
  const table = section('.gnu.version', sectionTypes.versions, 2, {
    link: '.dynsym',
    entryBytes: 2,
    content: () => symbolVersions(encoding, dynamicSymbols(versions)),
  });
  const defined = section('.gnu.version_d', sectionTypes.versionDefinitions, 4, {
    link: '.dynstr',
    info: definitions.length + 1,
    content: () => versionDefinitions(encoding, versions, strings),
  });
  const needed = section('.gnu.version_r', sectionTypes.versionNeeds, 4, {
    link: '.dynstr',
    info: needs.length,
    content: () => versionNeeds(encoding, versions, strings),
  });
  const lists = [...(definitions.length === 0 ? [] : [defined]), ...(needs.length === 0 ? [] : [needed])];
  return lists.length === 0 ? [] : [table, ...lists];
}

/** Entries whose value is an offset in `.dynstr`. https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html#dynamic_section */
function stringEntries({ needed = [], soname, rpath, runpath }: ElfInput): readonly (readonly [tag: number, text: string])[] {
  return [
    ...needed.map((name) => [1, name] as const),
    ...(soname === undefined ? [] : [[14, soname] as const]),
    ...(rpath === undefined ? [] : [[15, rpath] as const]),
    ...(runpath === undefined ? [] : [[29, runpath] as const]),
  ];
}

function dynamicEntries(
  input: ElfInput,
  versions: ElfVersions,
  strings: StringTable,
  addressOf: AddressOf,
  symbolEntryBytes: number,
): readonly (readonly [tag: number, value: number])[] {
  const { definitions, needs } = versions;
  return [
    ...stringEntries(input).map(([tag, text]) => [tag, strings.offsetOf(text)] as const),
    [0x6ffffef5, addressOf('.gnu.hash')],
    [5, addressOf('.dynstr')],
    [6, addressOf('.dynsym')],
    [10, strings.bytes.length],
    [11, symbolEntryBytes],
    ...(definitions.length + needs.length === 0 ? [] : [[0x6ffffff0, addressOf('.gnu.version')] as const]),
    ...(definitions.length === 0
      ? []
      : [[0x6ffffffc, addressOf('.gnu.version_d')] as const, [0x6ffffffd, definitions.length + 1] as const]),
    ...(needs.length === 0 ? [] : [[0x6ffffffe, addressOf('.gnu.version_r')] as const, [0x6fffffff, needs.length] as const]),
    ...(input.isPie === true ? [[0x6ffffffb, 0x08000000] as const] : []),
    [0, 0],
  ];
}
