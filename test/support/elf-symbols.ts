import { type ElfEncoding, type ElfField, encodeFields, type StringTable } from './elf-encoding.ts';
import type { ElfVersions } from './elf-versions.ts';

/** A symbol of `.dynsym`. */
export type DynamicSymbol = { readonly name: string; readonly versionIndex: number; readonly isDefined: boolean };

export const symbolBytes: Readonly<Record<ElfEncoding['class'], number>> = { 32: 16, 64: 24 };

/** One symbol for each version: first what is asked for, then what is defined, in the order that `.gnu.hash` wants. */
export function dynamicSymbols({ definitions, needs }: ElfVersions): readonly DynamicSymbol[] {
  const asked = needs.flatMap(([, versions]) => versions);
  return [
    ...asked.map((_, row) => ({ name: `asked_${row}`, versionIndex: definitions.length + 2 + row, isDefined: false })),
    ...definitions.map((name, row) => ({ name, versionIndex: row + 2, isDefined: true })),
  ];
}

/** `.dynsym`. What is defined stands for a version as a whole: an object of no section, as the linker makes it. */
export function symbolTable(encoding: ElfEncoding, symbols: readonly DynamicSymbol[], strings: StringTable): Uint8Array {
  const rows = symbols.map(({ name, isDefined }) => symbolRow(encoding, strings.offsetOf(name), isDefined));
  return Buffer.concat([new Uint8Array(symbolBytes[encoding.class]), ...rows]);
}

function symbolRow(encoding: ElfEncoding, name: number, isDefined: boolean): Uint8Array {
  const absoluteSection = 0xfff1;
  const [globalObject, globalFunction] = [0x11, 0x12];
  const head: ElfField = [4, name];
  const place: readonly ElfField[] = [
    ['word', 0],
    ['word', 0],
  ];
  const kind: readonly ElfField[] = [
    [1, isDefined ? globalObject : globalFunction],
    [1, 0],
    [2, isDefined ? absoluteSection : 0],
  ];
  return encodeFields(encoding, encoding.class === 64 ? [head, ...kind, ...place] : [head, ...place, ...kind]);
}

/** `.gnu.version`: a version for each row of `.dynsym`. */
export function symbolVersions(encoding: ElfEncoding, symbols: readonly DynamicSymbol[]): Uint8Array {
  return encodeFields(encoding, [[2, 0], ...symbols.map(({ versionIndex }): ElfField => [2, versionIndex])]);
}

/** `.gnu.hash` with one bucket, and a Bloom filter that lets everything through. */
export function gnuHash(encoding: ElfEncoding, symbols: readonly DynamicSymbol[]): Uint8Array {
  const defined = symbols.filter(({ isDefined }) => isDefined);
  const first = 1 + symbols.length - defined.length;
  const isEmpty = defined.length === 0;
  const filter = isEmpty ? 0 : 0xff;
  const bloom = Array.from({ length: encoding.class / 8 }, (): ElfField => [1, filter]);
  // The lowest bit of a hash marks the end of its chain.
  const chain = defined.map(({ name }, row): ElfField => [4, ((djbHash(name) & ~1) | (row === defined.length - 1 ? 1 : 0)) >>> 0]);
  return encodeFields(encoding, [[4, 1], [4, first], [4, 1], [4, 0], ...bloom, [4, isEmpty ? 0 : first], ...chain]);
}

function djbHash(name: string): number {
  return Buffer.from(name, 'utf8').reduce((hash, byte) => (Math.imul(hash, 33) + byte) >>> 0, 5381);
}
