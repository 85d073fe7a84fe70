import { byLayer } from '../src/analyze/by-layer.ts';
import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileSurvey } from '../src/analyze/file-survey.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { namedPrograms } from '../src/analyze/named-programs.ts';
import { sizeOf } from '../src/analyze/node-columns.ts';
import { toolDetails } from '../src/analyze/tool-findings.ts';
import { versionedNames } from '../src/analyze/versioned-names.ts';
import { withoutRemedy } from '../src/analyze/without-remedy.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'compiler';

const codes = {
  compiler: { severity: 'medium', reason: 'turns what an attacker brings as text into a program for this very machine' },
  'build-tool': { severity: 'low', reason: 'is of use for building only' },
  headers: { severity: 'low', reason: 'are read by compilers only' },
  'static-library': { severity: 'low', reason: 'is read by linkers only' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const compilers = [
  ...[
    'as',
    'c++',
    'c89',
    'c99',
    'cc',
    'cc1',
    'cc1plus',
    'clang',
    'clang++',
    'collect2',
    'cpp',
    'csc',
    'dmd',
    'f951',
    'fpc',
    'g++',
    'gcc',
    'gccgo',
  ],
  ...[
    'gdc',
    'gfortran',
    'ghc',
    'gnat',
    'javac',
    'kotlinc',
    'ld',
    'ld.bfd',
    'ld.gold',
    'ld.lld',
    'lld',
    'lto1',
    'mold',
    'nasm',
    'nim',
    'ocamlc',
  ],
  ...['ocamlopt', 'rustc', 'scalac', 'swiftc', 'tcc', 'valac', 'yasm', 'zig'],
  ...['gcc-', 'g++-', 'cpp-', 'clang-', 'gfortran-'].flatMap((stem) => versionedNames(stem, 4, 22)),
  ...['aarch64', 'x86_64', 'arm'].flatMap((machine) => ['gcc', 'g++', 'as', 'ld', 'ld.bfd'].map((name) => `${machine}-linux-gnu-${name}`)),
];
const buildTools = [
  ...[
    'ant',
    'autoconf',
    'autoheader',
    'automake',
    'bazel',
    'bear',
    'bison',
    'buck2',
    'ccache',
    'cmake',
    'ctest',
    'flex',
    'gmake',
    'gradle',
  ],
  ...['libtool', 'm4', 'make', 'meson', 'mvn', 'ninja', 'node-gyp', 'pkg-config', 'pkgconf', 'ranlib', 'sbt', 'scons', 'swig', 'yacc'],
];
const headerDirectories = ['/usr/include', '/usr/local/include'];
/** Fewer bytes of headers are no toolchain but what some package brought along. */
const leastHeaderBytes = 65_536;

/** What turns source into programs. */
export const compiler: DocumentedAnalyzer = {
  id,
  title: 'Compilers and what they read',
  description:
    'Compilers, assemblers and linkers (ELF programs only, as names like `cc` and `as` are short), build tools, the headers below ' +
    '/usr/include and /usr/local/include, and static libraries by their content. They are large, and a production image compiles nothing. ' +
    'Just-in-time compilers inside of runtimes are not meant. What an interpreter compiles for itself is not either.',
  codes,
  analyze: (image) => ({
    findings: [
      ...toolDetails(image, elfPrograms(image, compilers), 'can build programs').map((details) => finding('compiler', details)),
      ...toolDetails(image, namedPrograms(image, buildTools), 'can do nothing but build').map((details) => finding('build-tool', details)),
      ...headerFindings(image),
      ...libraryFindings(image),
    ],
    unreadable: [],
  }),
};

function elfPrograms(image: ImageView, names: readonly string[]): ReturnType<typeof namedPrograms> {
  return namedPrograms(image, names).filter(({ node, isApplet }) => !isApplet && image.kind(node) === 'elf');
}

function headerFindings(image: ImageView): readonly Finding[] {
  const nodes = headerDirectories.flatMap((path) => resolvePath(image.tree, path) ?? []);
  return directoryShares(image.tree, nodes, leastHeaderBytes).map(({ layer, bytes, evidence }) =>
    finding('headers', {
      summary: 'headers that only compilers read are in the image',
      bytes,
      evidence,
      remedy: withoutRemedy(image, layer),
    }),
  );
}

function libraryFindings(image: ImageView): readonly Finding[] {
  const { tree } = image;
  const libraries = fileSurvey(tree).archives.filter((node) => tree.name(node).endsWith('.a'));
  return byLayer(libraries, (node) => layerOfNode(tree, node)).map(([layer, nodes]) =>
    finding('static-library', {
      summary: `${nodes.length === 1 ? 'a static library' : `${nodes.length} static libraries`} that only linkers read ${nodes.length === 1 ? 'is' : 'are'} in the image`,
      bytes: nodes.reduce((bytes, node) => bytes + sizeOf(tree, node), 0),
      evidence: filesEvidence(tree, nodes),
      remedy: withoutRemedy(image, layer),
    }),
  );
}
