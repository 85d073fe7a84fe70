/** Day of what is said here. Sizes are approximate, and were not measured on that day. */
export const catalogueDate = '2026-11-22';

/** An image to build on. */
export type CatalogueBase = {
  /** With its tag; `-debian12` and the like are part of the name. */
  readonly reference: string;
  readonly maker: 'distroless' | 'chainguard';
  /** Uncompressed, approximately. */
  readonly bytes: number;
  /** Of the C library; null where there is none. */
  readonly glibc: string | null;
  /** Highest symbol versions of libstdc++ and of OpenSSL 3; null where there is none. */
  readonly glibcxx: string | null;
  readonly openssl: string | null;
  /** Whether `/bin`, `/lib` and `/sbin` are links into `/usr`, as they are in most images. */
  readonly isMerged: boolean;
  /** Debian packages of other images that it makes unnecessary. */
  readonly packages: readonly RegExp[];
  /** What a person wants to hear. */
  readonly brings: readonly string[];
  /** The language runtime in it, with its major version (Python: major and minor). */
  readonly runtime: { readonly language: 'java' | 'node' | 'python'; readonly version: string; readonly program: string } | null;
  readonly architectures: readonly string[];
};

const registry = 'gcr.io/distroless';
const chainguard = 'cgr.dev/chainguard';

const every = ['amd64', 'arm64', 'arm', 's390x', 'ppc64le'];
const most = ['amd64', 'arm64'];

const debians = {
  12: { glibc: '2.36', glibcxx: '3.4.30', openssl: '3.0.17', isMerged: false, architectures: every },
  13: { glibc: '2.41', glibcxx: '3.4.33', openssl: '3.5.1', isMerged: true, architectures: [...every, 'riscv64'] },
} as const;

const statics = { packages: [/^(?:base-files|netbase|media-types)$/], brings: ['CA certificates', 'time zones', 'users', '/tmp'] };
const libc = /^(?:libc6|libc6-[a-z0-9]+)$/;
const ssl = /^libssl3(?:t64)?$/;
const compiler = /^(?:libgcc-s1|libstdc\+\+6|libgomp1|gcc-\d+-base)$/;

/** Debian packages of what a base brings, by the words for it. */
export const systemPackages: Readonly<Record<string, RegExp>> = {
  glibc: libc,
  OpenSSL: ssl,
  'libstdc++': /^libstdc\+\+6$/,
  libgcc: /^libgcc-s1$/,
};

type Debian = keyof typeof debians;

function distroless(name: string, debian: Debian, bytes: number, more: Partial<CatalogueBase> = {}): CatalogueBase {
  return {
    reference: `${registry}/${name}-debian${debian}:nonroot`,
    maker: 'distroless',
    bytes,
    ...debians[debian],
    glibcxx: null,
    openssl: null,
    runtime: null,
    ...statics,
    ...more,
  };
}

function ofDebian(debian: Debian): readonly CatalogueBase[] {
  const { glibcxx, openssl } = debians[debian];
  const c = { packages: [...statics.packages, libc], brings: ['glibc', ...statics.brings] };
  const tls = { packages: [...c.packages, ssl], brings: ['OpenSSL', ...c.brings], openssl };
  const cc = { packages: [...tls.packages, compiler], brings: ['libstdc++', 'libgcc', ...tls.brings], openssl, glibcxx };
  return [
    distroless('static', debian, 2.0e6, { glibc: null }),
    distroless('base-nossl', debian, 15e6, c),
    distroless('base', debian, 21e6, tls),
    distroless('cc', debian, 24e6, cc),
  ];
}

const trixie = debians[13];
const cc13 = {
  packages: [...statics.packages, libc, ssl, compiler],
  brings: ['libstdc++', 'libgcc', 'OpenSSL', 'glibc', ...statics.brings],
  glibcxx: trixie.glibcxx,
  openssl: trixie.openssl,
  architectures: most,
};

/** On base-nossl, and so without OpenSSL: https://github.com/GoogleContainerTools/distroless/blob/main/java/config.bzl */
const java13 = {
  packages: [
    ...statics.packages,
    libc,
    /^(?:libgcc-s1|libstdc\+\+6|gcc-\d+-base|zlib1g|libjpeg62-turbo|liblcms2-2|libfreetype6|fonts-dejavu-core|fontconfig-config)$/,
    /^(?:libexpat1|libfontconfig1|libuuid1|libbrotli1|libcrypt1|libpng16-16(?:t64)?|libbz2-1\.0)$/,
  ],
  brings: ['libstdc++', 'libgcc', 'glibc', ...statics.brings],
  glibcxx: trixie.glibcxx,
  architectures: most,
};

function runtime(name: string, bytes: number, language: 'java' | 'node' | 'python', version: string, program: string): CatalogueBase {
  const label = { java: 'a Java runtime', node: 'Node', python: 'Python' }[language];
  const system = language === 'java' ? java13 : cc13;
  return distroless(name, 13, bytes, {
    ...system,
    brings: [`${label} ${version}`, ...system.brings],
    runtime: { language, version, program },
  });
}

const java = '/usr/bin/java';
const node = '/nodejs/bin/node';

/** Small bases that are kept up to date by others. Each has `:debug` beside `:nonroot` and `:latest`, with a shell in it. */
export const baseCatalogue: readonly CatalogueBase[] = [
  ...ofDebian(12),
  ...ofDebian(13),
  distroless('java-base', 13, 35e6, { ...java13, brings: ['what Java needs of the system', ...java13.brings] }),
  runtime('java17', 226e6, 'java', '17', java),
  runtime('java21', 192e6, 'java', '21', java),
  runtime('java25', 200e6, 'java', '25', java),
  runtime('nodejs22', 150e6, 'node', '22', node),
  runtime('nodejs24', 155e6, 'node', '24', node),
  runtime('nodejs26', 160e6, 'node', '26', node),
  runtime('python3', 65e6, 'python', '3.13', '/usr/bin/python3'),
  {
    ...distroless('static', 13, 1.5e6, { glibc: null, packages: [], architectures: most }),
    reference: `${chainguard}/static:latest`,
    maker: 'chainguard',
  },
];

/** Images that programs of a language are put into without a Dockerfile. */
export const builderHints: Readonly<Record<'go' | 'java', string>> = {
  go: 'ko builds Go programs into images without a Dockerfile: `ko build --local ./cmd/NAME`, see https://ko.build',
  java: 'Jib builds Java programs into images without a Dockerfile: `mvn compile com.google.cloud.tools:jib-maven-plugin:build -Dimage=NAME`, see https://github.com/GoogleContainerTools/jib',
};
