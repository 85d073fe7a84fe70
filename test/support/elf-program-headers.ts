import { type ElfEncoding, type ElfField, encodeFields } from './elf-encoding.ts';
import { type ElfSection, type ElfSegment, elfSegments, type PlacedSection, pageBytes } from './elf-section.ts';

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html */
const programTypes = { load: 1, dynamic: 2, interpreter: 3, note: 4, headers: 6, stack: 0x6474e551 } as const;

/** PF_X = 1, PF_W = 2, PF_R = 4 */
const flagsOf: Readonly<Record<ElfSegment, number>> = { read: 4, execute: 5, constants: 4, write: 6, none: 0 };

type Range = { readonly offset: number; readonly address: number; readonly sizeBytes: number };

export function programHeaderBytes(encoding: ElfEncoding, sections: readonly ElfSection[]): number {
  const nowhere = sections.map((section) => ({ ...section, offset: 0, address: 0, sizeBytes: 0 }));
  return programHeaders(encoding, nowhere, 0).length;
}

/** The table that follows the file header of `headerBytes`; the first segment loads both. */
export function programHeaders(encoding: ElfEncoding, placed: readonly PlacedSection[], headerBytes: number): Uint8Array {
  const base = (placed[0]?.address ?? 0) - (placed[0]?.offset ?? 0);
  const start = placed[0]?.offset ?? headerBytes;
  const table = { offset: headerBytes, address: base + headerBytes, sizeBytes: start - headerBytes };
  const interpreter = rangeOf(placed.filter(({ name }) => name === '.interp'));
  const dynamic = rangeOf(placed.filter(({ name }) => name === '.dynamic'));
  const notes = rangeOf(placed.filter(({ name }) => name.startsWith('.note.')));
  const word = encoding.class / 8;
  const rows = [
    ...(interpreter === null ? [] : [row(encoding, programTypes.headers, 4, word, table)]),
    ...(interpreter === null ? [] : [row(encoding, programTypes.interpreter, 4, 1, interpreter)]),
    ...elfSegments.flatMap((segment) => loadRow(encoding, segment, placed, base)),
    ...(dynamic === null ? [] : [row(encoding, programTypes.dynamic, 6, word, dynamic)]),
    ...(notes === null ? [] : [row(encoding, programTypes.note, 4, 4, notes)]),
    row(encoding, programTypes.stack, 6, 16, { offset: 0, address: 0, sizeBytes: 0 }),
  ];
  return Buffer.concat(rows);
}

function loadRow(encoding: ElfEncoding, segment: ElfSegment, placed: readonly PlacedSection[], base: number): readonly Uint8Array[] {
  const range = rangeOf(placed.filter((section) => section.segment === segment));
  if (segment === 'none' || range === null) return [];
  const fromStart = { offset: 0, address: base, sizeBytes: range.offset + range.sizeBytes };
  return [row(encoding, programTypes.load, flagsOf[segment], pageBytes, segment === 'read' ? fromStart : range)];
}

/** From the first to the last of sections that lie one after the other. */
function rangeOf(sections: readonly PlacedSection[]): Range | null {
  const first = sections[0];
  const last = sections.at(-1);
  if (first === undefined || last === undefined) return null;
  return { offset: first.offset, address: first.address, sizeBytes: last.offset + last.sizeBytes - first.offset };
}

function row(encoding: ElfEncoding, type: number, flags: number, align: number, range: Range): Uint8Array {
  const place: readonly ElfField[] = [
    ['word', range.offset],
    ['word', range.address],
    ['word', range.address],
    ['word', range.sizeBytes],
    ['word', range.sizeBytes],
  ];
  const fields: readonly ElfField[] =
    encoding.class === 64 ? [[4, type], [4, flags], ...place, ['word', align]] : [[4, type], ...place, [4, flags], ['word', align]];
  return encodeFields(encoding, fields);
}
