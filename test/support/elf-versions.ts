import { type ElfEncoding, type ElfField, encodeFields, type StringTable } from './elf-encoding.ts';

/** Versions that an ELF file offers and asks for; each has an index, counted from 2 through both lists. */
export type ElfVersions = {
  /** Without the one that names the file itself, which has index 1. */
  readonly definitions: readonly string[];
  readonly needs: readonly (readonly [library: string, versions: readonly string[]])[];
  /** The soname, or what else names the file. */
  readonly self: string;
};

const headBytes = { definition: 20, definitionName: 8, need: 16, needVersion: 16 };

/** `.gnu.version_d`. https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html */
export function versionDefinitions(encoding: ElfEncoding, { definitions, self }: ElfVersions, strings: StringTable): Uint8Array {
  const names = [self, ...definitions];
  const fields = names.flatMap((name, position): ElfField[] => {
    const isBase = position === 0;
    const next = position === names.length - 1 ? 0 : headBytes.definition + headBytes.definitionName;
    return [
      [2, 1],
      [2, isBase ? 1 : 0],
      [2, position + 1],
      [2, 1],
      [4, elfHash(name)],
      [4, headBytes.definition],
      [4, next],
      [4, strings.offsetOf(name)],
      [4, 0],
    ];
  });
  return encodeFields(encoding, fields);
}

/** `.gnu.version_r` */
export function versionNeeds(encoding: ElfEncoding, { definitions, needs }: ElfVersions, strings: StringTable): Uint8Array {
  let index = definitions.length + 2;
  const fields = needs.flatMap(([library, versions], position): ElfField[] => {
    const next = position === needs.length - 1 ? 0 : headBytes.need + versions.length * headBytes.needVersion;
    const head: ElfField[] = [
      [2, 1],
      [2, versions.length],
      [4, strings.offsetOf(library)],
      [4, headBytes.need],
      [4, next],
    ];
    const rows = versions.flatMap((version, row): ElfField[] => [
      [4, elfHash(version)],
      [2, 0],
      [2, index++],
      [4, strings.offsetOf(version)],
      [4, row === versions.length - 1 ? 0 : headBytes.needVersion],
    ]);
    return [...head, ...rows];
  });
  return encodeFields(encoding, fields);
}

/** The hash of System V, in use for names of versions. https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html#hash */
function elfHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name, 'utf8')) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf0000000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}
