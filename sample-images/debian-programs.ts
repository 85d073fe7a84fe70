import { type ElfInput, elf } from '../test/support/elf.ts';

/** A program as Debian links it: position-independent, stripped, for the glibc of bookworm. */
export function program(needed: readonly string[], more: ElfInput = {}): Uint8Array {
  return elf({
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    isPie: true,
    needed: [...needed, 'libc.so.6'],
    versionNeeds: { 'libc.so.6': ['GLIBC_2.2.5', 'GLIBC_2.34'] },
    ...more,
  });
}

export function library(soname: string, more: ElfInput = {}): Uint8Array {
  return elf({ soname, needed: ['libc.so.6'], versionNeeds: { 'libc.so.6': ['GLIBC_2.2.5'] }, ...more });
}

/** The C library, which needs nothing but its loader. */
export function glibc(): Uint8Array {
  return elf({
    soname: 'libc.so.6',
    needed: ['ld-linux-x86-64.so.2'],
    versionDefinitions: ['GLIBC_2.2.5', 'GLIBC_2.17', 'GLIBC_2.34', 'GLIBC_PRIVATE'],
    versionNeeds: { 'ld-linux-x86-64.so.2': ['GLIBC_PRIVATE'] },
    strings: ['libgcc_s.so.1', 'libnss_files.so.2', '/etc/nsswitch.conf'],
    textBytes: 900_000,
  });
}

export function glibcLoader(): Uint8Array {
  return elf({ soname: 'ld-linux-x86-64.so.2', versionDefinitions: ['GLIBC_2.2.5', 'GLIBC_PRIVATE'], textBytes: 150_000 });
}
