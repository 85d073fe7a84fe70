import type { ElfFacts } from '../../model/facts.ts';

/** Reads the integers of an ELF file of either class and byte order. */
export type ElfNumbers = {
  readonly half: (bytes: Buffer, at: number) => number;
  readonly word: (bytes: Buffer, at: number) => number;
  /** An address or offset: 4 or 8 bytes by class. Beyond 2^53 it loses precision, where no file reaches. */
  readonly address: (bytes: Buffer, at: number) => number;
  readonly addressBytes: 4 | 8;
};

export type ElfSegment = {
  readonly type: number;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
  readonly offset: number;
  readonly address: number;
  readonly fileBytes: number;
};

export type ElfHeader = {
  readonly class: 32 | 64;
  readonly endian: 'little' | 'big';
  readonly machine: string;
  readonly type: ElfFacts['type'];
  readonly numbers: ElfNumbers;
  readonly segments: readonly ElfSegment[];
  readonly sectionsOffset: number;
  readonly sectionBytes: number;
  readonly sectionCount: number;
  readonly sectionNamesIndex: number;
};

export const segmentType = { load: 1, dynamic: 2, interpreter: 3 } as const;

/** e_machine. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html and the processor supplements */
const machines: Readonly<Record<number, string>> = {
  3: 'i386',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  50: 'ia64',
  62: 'x86-64',
  183: 'aarch64',
  243: 'riscv',
  247: 'bpf',
  258: 'loongarch',
};

const types: readonly ElfFacts['type'][] = ['other', 'relocatable', 'executable', 'shared', 'core'];

/** @returns a reason where the head is no ELF header that a loader would take */
export function parseElfHeader(head: Buffer): ElfHeader | string {
  const wide = head[4] === 2;
  if (head.length < (wide ? 64 : 52) || (!wide && head[4] !== 1) || (head[5] !== 1 && head[5] !== 2)) return 'expected a whole ELF header';
  const numbers = elfNumbers(wide, head[5] === 2);
  // The identification, two halves and a word, then three addresses and the flags.
  const afterAddresses = 24 + 3 * numbers.addressBytes + 4;
  const segmentsOffset = numbers.address(head, 24 + numbers.addressBytes);
  const segmentBytes = numbers.half(head, afterAddresses + 2);
  const segmentCount = numbers.half(head, afterAddresses + 4);
  if (segmentCount > 0 && segmentBytes < (wide ? 56 : 32))
    return `expected ELF program headers of ${wide ? 56 : 32} bytes, got ${segmentBytes}`;
  if (segmentCount > 0 && segmentsOffset + segmentBytes * segmentCount > head.length)
    return 'expected the ELF program headers in the first 4,096 bytes';
  const machine = numbers.half(head, 18);
  return {
    class: wide ? 64 : 32,
    endian: head[5] === 2 ? 'big' : 'little',
    machine: machines[machine] ?? `machine-${machine}`,
    type: types[numbers.half(head, 16)] ?? 'other',
    numbers,
    segments: Array.from({ length: segmentCount }, (_, i) => parseSegment(head, segmentsOffset + i * segmentBytes, numbers, wide)),
    sectionsOffset: numbers.address(head, 24 + 2 * numbers.addressBytes),
    sectionBytes: numbers.half(head, afterAddresses + 6),
    sectionCount: numbers.half(head, afterAddresses + 8),
    sectionNamesIndex: numbers.half(head, afterAddresses + 10),
  };
}

function parseSegment(head: Buffer, at: number, numbers: ElfNumbers, wide: boolean): ElfSegment {
  const first = at + (wide ? 8 : 4);
  const flags = numbers.word(head, at + (wide ? 4 : 24));
  return {
    type: numbers.word(head, at),
    isWritable: (flags & 2) !== 0,
    isExecutable: (flags & 1) !== 0,
    offset: numbers.address(head, first),
    address: numbers.address(head, first + numbers.addressBytes),
    fileBytes: numbers.address(head, first + 3 * numbers.addressBytes),
  };
}

function elfNumbers(wide: boolean, big: boolean): ElfNumbers {
  const half = (bytes: Buffer, at: number): number => (big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
  const word = (bytes: Buffer, at: number): number => (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const long = (bytes: Buffer, at: number): number =>
    big ? word(bytes, at) * 2 ** 32 + word(bytes, at + 4) : word(bytes, at + 4) * 2 ** 32 + word(bytes, at);
  return { half, word, address: wide ? long : word, addressBytes: wide ? 8 : 4 };
}
