import { type ElfEncoding, encodeFields } from './elf-encoding.ts';

export type ElfHeader = {
  readonly type: number;
  readonly machine: number;
  readonly entry: number;
  readonly programTableBytes: number;
  /** 0 when there is no section header table. */
  readonly sectionTableOffset: number;
  /** With the empty first row; the names are in the last. */
  readonly sectionCount: number;
};

/** e_flags of machines that want some: ABI 5 of ARM, the double-float ABI of RISC-V, ABI 2 of 64-bit PowerPC. */
const machineFlags: Readonly<Record<number, number>> = { 21: 2, 40: 0x5000000, 243: 5 };

export function elfHeaderBytes(encoding: ElfEncoding): number {
  return encoding.class === 64 ? 64 : 52;
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
export function elfHeader(encoding: ElfEncoding, header: ElfHeader): Uint8Array {
  const is64 = encoding.class === 64;
  const programRow = is64 ? 56 : 32;
  const magic = Buffer.alloc(16);
  magic.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, encoding.endian === 'little' ? 1 : 2, 1]);
  const fields = encodeFields(encoding, [
    [2, header.type],
    [2, header.machine],
    [4, 1],
    ['word', header.entry],
    ['word', header.programTableBytes === 0 ? 0 : elfHeaderBytes(encoding)],
    ['word', header.sectionTableOffset],
    [4, machineFlags[header.machine] ?? 0],
    [2, elfHeaderBytes(encoding)],
    [2, header.programTableBytes === 0 ? 0 : programRow],
    [2, header.programTableBytes / programRow],
    [2, header.sectionCount === 0 ? 0 : is64 ? 64 : 40],
    [2, header.sectionCount],
    [2, Math.max(0, header.sectionCount - 1)],
  ]);
  return Buffer.concat([magic, fields]);
}
