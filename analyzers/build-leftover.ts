import { byLayer } from '../src/analyze/by-layer.ts';
import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileNames } from '../src/analyze/file-names.ts';
import { nodesNamed } from '../src/analyze/files-by-name.ts';
import { filesWithFact } from '../src/analyze/files-with-fact.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { isFile, sizeOf } from '../src/analyze/node-columns.ts';
import { unreadableElf } from '../src/analyze/unreadable-elf.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'build-leftover';

const codes = {
  object: { severity: 'low', reason: 'objects are what a linker made a program of, and no program reads them' },
  directory: { severity: 'low', reason: 'where build tools keep what lets them be faster the next time' },
  source: { severity: 'low', reason: 'sources beside what they were compiled to: they cost bytes, and tell how it works' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Directory → what of it counts and is there when it is the real thing; nothing listed: its name is enough. */
const directories: Readonly<Record<string, { readonly inside?: readonly string[]; readonly parent?: string }>> = {
  '.angular': { inside: ['cache'] },
  '.eggs': {},
  '.gradle': { inside: ['buildOutputCleanup', 'checksums', 'fileHashes'] },
  '.mypy_cache': {},
  '.nox': {},
  '.nyc_output': {},
  '.parcel-cache': {},
  '.pytest_cache': {},
  '.ruff_cache': {},
  '.sass-cache': {},
  '.tox': {},
  '.turbo': { inside: ['cache'] },
  '.cache': { parent: 'node_modules' },
  '.vite': { parent: 'node_modules' },
  CMakeFiles: { inside: ['CMakeOutput.log', 'CMakeConfigureLog.yaml', 'cmake.check_cache', 'TargetDirectories.txt'] },
  cache: { parent: '.next' },
  obj: { inside: ['project.assets.json'] },
  'maven-status': { parent: 'target' },
  'generated-sources': { parent: 'target' },
  'surefire-reports': { parent: 'target' },
};
/** Of what Cargo makes beside a program; of Maven's `target` what is in the archive as well. */
const cargoDirectories = ['.fingerprint', 'build', 'deps', 'examples', 'incremental'];
const mavenDirectories = ['classes', 'test-classes'];
/** What a toolchain has of its own, and modules of the kernel. */
const toolchain = /^\/(?:usr\/(?!src\/|local\/src\/)|lib|lib64|boot)\b/;
const leastBytes = 4_096;
const outputs = ['dist', 'build', 'lib', 'out'];

/** What a build leaves behind. */
export const buildLeftover: DocumentedAnalyzer = {
  id,
  title: 'Leftovers of builds',
  description:
    'Relocatable ELF objects outside of the directories of toolchains; directories of build tools by their name and what is in them (`node_modules/.cache`, ' +
    "`.next/cache`, CMake's, what Cargo makes beside a program, Gradle's, Maven's reports and the classes beside an archive of them, `obj` of .NET, caches of Python's checkers and test runners); TypeScript in " +
    'a `src` beside a `tsconfig.json` and a directory with compiled JavaScript. A directory that is merely called `target`, `build` or `obj` is none, and ' +
    `less than ${leastBytes} bytes in a layer are passed over. Repositories are told by vcs-metadata, caches of package managers by package-cache. ` +
    'Programs that are run from their sources need them: those of interpreted languages are left alone.',
  codes,
  analyze: (image) => ({
    findings: [...objects(image), ...buildDirectories(image), ...sources(image)],
    unreadable: unreadableElf(image.tree),
  }),
};

function objects({ tree }: ImageView): readonly Finding[] {
  const found = filesWithFact(tree, (facts) => facts.elf)
    .filter(([node, { type }]) => type === 'relocatable' && !toolchain.test(tree.path(node)) && !tree.name(node).endsWith('.ko'))
    .map(([node]) => node);
  return byLayer(found, (node) => layerOfNode(tree, node)).flatMap(([, nodes]) => {
    const bytes = nodes.reduce((sum, node) => sum + sizeOf(tree, node), 0);
    if (bytes < leastBytes) return [];
    const summary = `${nodes.length === 1 ? 'an object file is' : `${nodes.length} object files are`} left, such as ${tree.path(nodes[0]!)}`;
    return [finding('object', { summary, bytes, evidence: filesEvidence(tree, nodes), remedy: copyOnly })];
  });
}

const copyOnly = {
  kind: 'production-stage',
  text: 'build in a stage of its own, and copy only what was built into the final one',
} as const;

function buildDirectories(image: ImageView): readonly Finding[] {
  const { tree } = image;
  const nodes = Object.entries(directories).flatMap(([name, { inside, parent }]) =>
    nodesNamed(tree, name).filter((node) => {
      const above = tree.parent(node);
      const isThere = tree.isDirectory(node) && (parent === undefined || (above !== null && tree.name(above) === parent));
      return isThere && (inside === undefined || inside.some((child) => tree.child(node, child) !== null));
    }),
  );
  // A program that is linked into two places stays.
  const isAlone = (node: Node): boolean => tree.state.linkCounts[tree.inodeAt(node)!] === 1;
  return shares(tree, 'directory', [...nodes, ...targetsOfCargo(tree), ...targetsOfMaven(image)], 'a build left', isAlone);
}

/** https://doc.rust-lang.org/cargo/reference/build-cache.html : `target/release`, or what else has fingerprints. */
function targetsOfCargo(tree: ImageTree): readonly Node[] {
  return nodesNamed(tree, '.fingerprint').flatMap((node) => directoriesIn(tree, tree.parent(node), cargoDirectories));
}

/** Beside an archive, unless that is not what is started. */
function targetsOfMaven({ tree, image }: ImageView): readonly Node[] {
  const { entrypoint, cmd } = image.config.config;
  if ([...entrypoint, ...cmd].some((word) => word.includes('classes'))) return [];
  return nodesNamed(tree, 'classes').flatMap((node) => {
    const target = tree.parent(node);
    const isTarget = target !== null && tree.name(target) === 'target' && tree.child(target, 'maven-archiver') !== null;
    return isTarget && tree.children(target).some((file) => /\.[jw]ar$/.test(tree.name(file)))
      ? directoriesIn(tree, target, mavenDirectories)
      : [];
  });
}

function directoriesIn(tree: ImageTree, parent: Node | null, names: readonly string[]): readonly Node[] {
  const children = parent === null ? [] : names.flatMap((name) => tree.child(parent, name) ?? []);
  return children.filter((node) => tree.isDirectory(node));
}

function sources({ tree }: ImageView): readonly Finding[] {
  const nodes = fileNames(tree).typescript.flatMap((config) => {
    const project = tree.parent(config);
    const source = project === null || tree.path(config).includes('/node_modules/') ? null : tree.child(project, 'src');
    const isCompiled = project !== null && outputs.some((name) => hasJavaScript(tree, tree.child(project, name)));
    return source !== null && tree.isDirectory(source) && isCompiled ? [source] : [];
  });
  const isTypeScript = (node: Node): boolean => /\.[cm]?tsx?$/.test(tree.name(node));
  return shares(tree, 'source', nodes, 'compiled sources are left in', isTypeScript);
}

function hasJavaScript(tree: ImageTree, directory: Node | null): boolean {
  return (
    directory !== null &&
    tree.isDirectory(directory) &&
    tree.children(directory).some((node) => isFile(tree, node) && /\.[cm]?js$/.test(tree.name(node)))
  );
}

function shares(
  tree: ImageTree,
  variant: 'directory' | 'source',
  nodes: readonly Node[],
  what: string,
  isWanted?: (node: Node) => boolean,
): readonly Finding[] {
  return directoryShares(tree, nodes, leastBytes, isWanted).map(({ bytes, evidence }) =>
    finding(variant, {
      summary: `${what} ${nameList(evidence.map((one) => (one.kind === 'file' ? one.path : '')))}`,
      bytes,
      evidence,
      remedy: copyOnly,
    }),
  );
}
