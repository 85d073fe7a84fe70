import type { DebianRelease } from '../support/import-debian.ts';

/** A base that nobody can pull here, made of the packages that the real one is made of. */
export type LookAlike = {
  /** The name and tag of the real one. */
  readonly reference: string;
  /** Where its packages are from. */
  readonly release: DebianRelease;
  readonly packages: readonly string[];
  /** Symlinks that the real one has beside its packages: where they lead to, by path. */
  readonly links: Readonly<Record<string, string>>;
  /** Further instructions of its own stage. */
  readonly instructions: readonly string[];
};

type Debian = 12 | 13;

const releases = {
  12: { release: 'bookworm', ssl: ['libssl3'], compiler: 'gcc-12-base' },
  13: { release: 'trixie', ssl: ['libssl3t64', 'libzstd1', 'zlib1g'], compiler: 'gcc-14-base' },
} as const;

const statics = ['base-files', 'netbase', 'tzdata', 'media-types'];

function lookAlike(name: string, debian: Debian, packages: readonly string[], instructions: readonly string[] = []): LookAlike {
  const reference = `gcr.io/distroless/${name}-debian${debian}:nonroot`;
  return { reference, release: releases[debian].release, packages: [...statics, ...packages], links: {}, instructions };
}

export function staticBase(debian: Debian): LookAlike {
  return lookAlike('static', debian, []);
}

export function nosslBase(debian: Debian): LookAlike {
  return lookAlike('base-nossl', debian, ['libc6']);
}

export function opensslBase(debian: Debian): LookAlike {
  return lookAlike('base', debian, ['libc6', ...releases[debian].ssl]);
}

export function compilerBase(debian: Debian): LookAlike {
  return lookAlike('cc', debian, compilerPackages(debian));
}

function compilerPackages(debian: Debian): readonly string[] {
  const { ssl, compiler } = releases[debian];
  return ['libc6', ...ssl, compiler, 'libgcc-s1', 'libstdc++6', 'libgomp1'];
}

/** @param program in the build context, where `node` is */
export function nodeBase(major: number, program: string): LookAlike {
  return lookAlike(`nodejs${major}`, 13, compilerPackages(13), [`COPY ${program} /nodejs/bin/node`, 'ENTRYPOINT ["/nodejs/bin/node"]']);
}

export function pythonBase(): LookAlike {
  const python = ['python3-minimal', 'python3.13-minimal', 'libpython3.13-minimal', 'libpython3.13-stdlib'];
  const libraries = ['libexpat1', 'libffi8', 'liblzma5', 'libbz2-1.0', 'libsqlite3-0', 'libreadline8t64', 'libtinfo6', 'libuuid1'];
  return lookAlike('python3', 13, [...compilerPackages(13), ...python, ...libraries], ['ENTRYPOINT ["/usr/bin/python3.13"]']);
}

const fonts = ['fonts-dejavu-core', 'fontconfig-config', 'libfontconfig1', 'libfreetype6', 'libexpat1', 'libbrotli1'];
const images = { 12: 'libpng16-16', 13: 'libpng16-16t64' } as const;
const javas = { 17: 12, 21: 13 } as const;

/** The real ones have the runtime of Temurin on Debian 13, in the same place as far as programs can tell; Debian 13 has no 17. */
export function javaBase(major: keyof typeof javas): LookAlike {
  const debian = javas[major];
  const libraries = ['libgcc-s1', 'libstdc++6', 'zlib1g', 'libjpeg62-turbo', 'liblcms2-2', 'libuuid1', 'libcrypt1', 'libbz2-1.0'];
  const system = ['libc6', releases[debian].compiler, ...libraries, images[debian], ...fonts];
  const found = lookAlike(`java${major}`, debian, [...system, `openjdk-${major}-jre-headless`], ['ENTRYPOINT ["/usr/bin/java", "-jar"]']);
  return {
    ...found,
    reference: found.reference.replace(/-debian\d+:/, '-debian13:'),
    links: { '/usr/bin/java': `/usr/lib/jvm/java-${major}-openjdk-${debianArchitecture}/bin/java` },
  };
}

const debianArchitecture = process.arch === 'x64' ? 'amd64' : process.arch;
