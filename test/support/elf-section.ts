/** Which program header loads a section; `none` is not loaded at all. In this order they lie in the file. */
export const elfSegments = ['read', 'execute', 'constants', 'write', 'none'] as const;

export type ElfSegment = (typeof elfSegments)[number];

/** Address of a section by name, 0 for one that is not there. */
export type AddressOf = (section: string) => number;

export type ElfSection = {
  readonly name: string;
  /** sh_type */
  readonly type: number;
  readonly segment: ElfSegment;
  readonly align: number;
  readonly entryBytes?: number;
  /** Name of the section that sh_link points at. */
  readonly link?: string;
  readonly info?: number;
  /** The content may hold addresses; its length may not depend on them. */
  readonly content: (addressOf: AddressOf) => Uint8Array;
};

export type PlacedSection = ElfSection & { readonly offset: number; readonly address: number; readonly sizeBytes: number };

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html */
export const sectionTypes = {
  bits: 1,
  symbols: 2,
  strings: 3,
  dynamic: 6,
  note: 7,
  dynamicSymbols: 11,
  gnuHash: 0x6ffffff6,
  versionDefinitions: 0x6ffffffd,
  versionNeeds: 0x6ffffffe,
  versions: 0x6fffffff,
} as const;

export const pageBytes = 0x1000;

/**
 * Offsets from byte `start`, and addresses above `base`, or none if that is null. Each segment begins a page after the end of the
 * one before, so that addresses stay congruent to offsets and the file needs no padding.
 */
export function placeSections(sections: readonly ElfSection[], start: number, base: number | null): readonly PlacedSection[] {
  let offset = start;
  return sections.map((section) => {
    offset = Math.ceil(offset / section.align) * section.align;
    const sizeBytes = section.content(() => 0).length;
    const isLoaded = base !== null && section.segment !== 'none';
    const address = isLoaded ? base + offset + elfSegments.indexOf(section.segment) * pageBytes : 0;
    const placed = { ...section, offset, address, sizeBytes };
    offset += sizeBytes;
    return placed;
  });
}
