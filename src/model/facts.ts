import type { SecretCategory } from './secrets/secret-match.ts';

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
  /** Only where cargo-auditable left a list: what was linked into it, the crate that was built first; none where it cannot be read. */
  readonly rustCrates?: readonly RustCrate[];
};

export type RustCrate = { readonly name: string; readonly version: string; readonly isRoot: boolean };

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

/** A program that is a shell of the Bourne family, whatever it is called. */
export type ShellFacts = {
  readonly kind: ShellKind;
  /** What busybox, or a toybox with a shell, can be called as, sorted; empty for the others. */
  readonly applets: readonly string[];
};

/** Shells of other languages; and a toybox that has none, for what else it can be called as. */
export type OtherShellFacts = { readonly kind: 'csh' | 'fish' | 'toybox'; readonly applets: readonly string[] };

/** A secret in a file: where, and what it is. What it says is not kept. */
export type SecretFact = {
  readonly category: SecretCategory;
  /** With its article. */
  readonly what: string;
  /** From 1. */
  readonly line: number;
  /** What may be shown of it; '' where there is nothing to show. */
  readonly masked: string;
  /** Where it lies packages put their files: it is told where the file is none of theirs. */
  readonly isAmongPackages?: true;
};

/** Files whose contents an analyzer will look up, told beforehand. */
export type ReadPattern = {
  /** Over absolute paths; `*` stays in a directory, `**` does not. */
  readonly glob: string;
  /** Longer files are captured up to here and marked as truncated. */
  readonly maxBytes: number;
  /** What is kept of each; all of it where nothing is said, and where somebody else asks for more. */
  readonly keep?: KeptPart;
};

/**
 * A part of a file that is kept in the place of the whole, so that thousands of files of which little is wanted cost little. Who
 * reads the whole file reads the part as well.
 */
export type KeptPart =
  /** Of a JSON object these fields at its top; nothing of what is malformed or longer than `maxBytes`. */
  | { readonly form: 'json'; readonly fields: readonly string[] }
  /** Of `Name: value` lines those of these names, and the empty lines between paragraphs. */
  | { readonly form: 'lines'; readonly fields: readonly string[] }
  /**
   * Of a list of paths all but the directories that come before what is in them; a path in the same directory as the last is a NUL
   * and its name. `csv`: of each line the first column.
   */
  | { readonly form: 'paths'; readonly columns: 'one' | 'csv' }
  /**
   * Of a database of rpm, be it of SQLite, ndb or Berkeley DB, what apk would have written into its own; an `E:` paragraph in front
   * where some of it could not be read. Nothing of one that is longer than `maxBytes`.
   */
  | { readonly form: 'rpm' }
  /** Of an archive of Java a `JavaFile` as JSON. Nothing of one that is longer than `maxBytes`. */
  | { readonly form: 'java' };

export type CapturedContent = {
  readonly bytes: Uint8Array;
  readonly isTruncated: boolean;
};
