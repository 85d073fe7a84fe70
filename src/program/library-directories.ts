import type { ElfFacts } from '../model/facts.ts';

/** Names of Debian's directories for libraries of one machine. https://wiki.debian.org/Multiarch/Tuples */
const tuples: Readonly<Record<string, readonly string[]>> = {
  'x86-64 64': ['x86_64-linux-gnu'],
  'x86-64 32': ['x86_64-linux-gnux32'],
  'i386 32': ['i386-linux-gnu'],
  'aarch64 64': ['aarch64-linux-gnu'],
  'arm 32': ['arm-linux-gnueabihf', 'arm-linux-gnueabi'],
  'riscv 64': ['riscv64-linux-gnu'],
  's390x 64': ['s390x-linux-gnu'],
  'ppc64 64': ['powerpc64le-linux-gnu', 'powerpc64-linux-gnu'],
  'mips 64': ['mips64el-linux-gnuabi64'],
  'mips 32': ['mipsel-linux-gnu'],
  'loongarch 64': ['loongarch64-linux-gnu'],
};

/** What `$PLATFORM` may stand for. */
const platforms: Readonly<Record<string, readonly string[]>> = {
  'x86-64': ['x86_64', 'haswell', 'xeon_phi'],
  i386: ['i686', 'i586', 'i486', 'i386'],
  aarch64: ['aarch64'],
  arm: ['v7l', 'v6l', 'armv7l'],
  riscv: ['riscv64'],
  s390x: ['z900', 'z990', 'z9-109', 'z10', 'z196', 'zEC12', 'z13', 'z14', 'z15', 'z16'],
  ppc64: ['power8', 'power9', 'power10'],
};

/** Subdirectories for better processors, which the loader prefers where it runs on one. */
export const hardwareDirectories: readonly string[] = [
  ...['x86-64-v4', 'x86-64-v3', 'x86-64-v2', 'power10', 'power9', 'z16', 'z15', 'z14', 'z13'].map((name) => `glibc-hwcaps/${name}`),
];

export function multiarchTuples({ machine, class: wide }: ElfFacts): readonly string[] {
  const key = `${machine} ${wide}`;
  return Object.hasOwn(tuples, key) ? tuples[key]! : [];
}

/** Where a loader of glibc looks without being told, of whatever distribution. */
export function defaultDirectories(elf: ElfFacts): readonly string[] {
  const multiarch = multiarchTuples(elf).flatMap((tuple) => [`/lib/${tuple}`, `/usr/lib/${tuple}`]);
  const wide = elf.class === 64 ? ['/lib64', '/usr/lib64'] : ['/lib32', '/usr/lib32'];
  return [...multiarch, ...wide, '/lib', '/usr/lib'];
}

/** All that `$ORIGIN`, `$LIB` and `$PLATFORM` in a path may stand for. https://man7.org/linux/man-pages/man8/ld.so.8.html */
export function expandTokens(path: string, elf: ElfFacts, origins: readonly string[]): readonly string[] {
  const libraries = [...multiarchTuples(elf).map((tuple) => `lib/${tuple}`), elf.class === 64 ? 'lib64' : 'lib32', 'lib'];
  const named = Object.hasOwn(platforms, elf.machine) ? platforms[elf.machine]! : [];
  return [path]
    .flatMap((one) => replaced(one, 'ORIGIN', origins))
    .flatMap((one) => replaced(one, 'LIB', libraries))
    .flatMap((one) => replaced(one, 'PLATFORM', named));
}

function replaced(path: string, token: string, values: readonly string[]): readonly string[] {
  const marks = [`$${token}`, `\${${token}}`];
  if (!marks.some((mark) => path.includes(mark))) return [path];
  return values.map((value) => marks.reduce((text, mark) => text.replaceAll(mark, value), path));
}
