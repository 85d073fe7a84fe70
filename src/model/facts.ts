/** Kind of a file by its first bytes (and never by its name). `other` has bytes that we do not know. */
export const fileKinds = [
  'unknown',
  'empty',
  'elf',
  'script',
  'text',
  'gzip',
  'zstd',
  'xz',
  'bzip2',
  'zip',
  'tar',
  'ar',
  'pe',
  'mach-o',
  'java-class',
  'python-bytecode',
  'sqlite',
  'image',
  'font',
  'pem',
  'wasm',
  'other',
] as const;

export type FileKind = (typeof fileKinds)[number];

/** What the dynamic loader and a person want to know of an ELF file. https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html */
export type ElfFacts = {
  readonly class: 32 | 64;
  readonly endian: 'little' | 'big';
  /** e_machine, by name where known (`x86-64`, `aarch64`), else `machine-<number>`. */
  readonly machine: string;
  readonly type: 'executable' | 'shared' | 'relocatable' | 'core' | 'other';
  /** Position-independent executable by DF_1_PIE or by an interpreter in a shared object. */
  readonly isPie: boolean;
  /** No interpreter and no dynamic section. */
  readonly isStatic: boolean;
  readonly interpreter: string | null;
  readonly soname: string | null;
  readonly needed: readonly string[];
  readonly rpath: string | null;
  readonly runpath: string | null;
  /** Versions it asks of each library: `libc.so.6` → `GLIBC_2.34`. */
  readonly versionNeeds: Readonly<Record<string, readonly string[]>>;
  readonly versionDefinitions: readonly string[];
  /** null where the section headers are gone, so that nobody can know. */
  readonly isStripped: boolean | null;
  /** Bytes of the sections that `strip` removes: symbol table, its strings, `.debug_*`. */
  readonly strippableBytes: number;
  readonly goBuildInfo: GoBuildInfo | null;
};

/** https://pkg.go.dev/debug/buildinfo */
export type GoBuildInfo = {
  readonly goVersion: string;
  /** The `mod` text as the linker wrote it: `path`, `mod`, `dep` and `build` lines. */
  readonly moduleInfo: string;
};

/** The interpreter line of a script: `#!` stripped, at most 255 bytes, as the kernel reads it. */
export type ScriptFacts = {
  readonly interpreter: string;
  /** All that follows, one argument, as the kernel passes it. */
  readonly argument: string | null;
};

/** `posix` is one of which we know no more: dash and its kin. */
export type ShellKind = 'bash' | 'busybox' | 'ksh' | 'posix' | 'zsh';

/** A program that is a shell, whatever it is called. */
export type ShellFacts = {
  readonly kind: ShellKind;
  /** What busybox can be called as, sorted; empty for the others. */
  readonly applets: readonly string[];
};

/** Files whose contents an analyzer will look up, told beforehand. */
export type ReadPattern = {
  /** Over absolute paths; `*` stays in a directory, `**` does not. */
  readonly glob: string;
  /** Longer files are captured up to here and marked as truncated. */
  readonly maxBytes: number;
  /**
   * Of a JSON object only these fields at its top are kept, again as a JSON object: thousands of documents of which a name is
   * wanted then cost no more than the names. Nothing is kept of a document that is malformed or longer than `maxBytes`.
   */
  readonly fields?: readonly string[];
};

export type CapturedContent = {
  readonly bytes: Uint8Array;
  readonly isTruncated: boolean;
};
