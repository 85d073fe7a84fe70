import type { ImageTree, Node } from '../../filesystem/image-tree.ts';

/** Files that say how a compiled program is built; what they build from lies beside them and below. */
const manifests = new Set([
  ...['go.mod', 'Cargo.toml', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'CMakeLists.txt', 'Makefile', 'GNUmakefile', 'meson.build'],
  ...['configure.ac', 'build.sbt', 'Package.swift', 'build.zig', 'SConstruct', 'WORKSPACE', 'MODULE.bazel', 'BUILD.bazel'],
]);
const projects = /\.(?:csproj|fsproj|vbproj|sln|pro|cabal|nimble)$/;

const sources =
  /\.(?:go|rs|java|kt|kts|scala|groovy|c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|m|mm|s|S|asm|o|lo|a|la|d|rlib|rmeta|cs|fs|vb|swift|zig|nim|hs|hi|ml|mli|f|f90|pas|cmake|mk|in|am|ac|pc|gradle|sbt)$/;
const leftovers = new Set([
  ...[
    'go.sum',
    'go.work',
    'go.work.sum',
    'Cargo.lock',
    'rust-toolchain',
    'rust-toolchain.toml',
    'clippy.toml',
    'rustfmt.toml',
    'gradlew',
    'mvnw',
  ],
  ...['configure', 'config.status', 'config.log', 'config.cache', 'aclocal.m4', 'libtool', 'CMakeCache.txt', 'Dockerfile', '.dockerignore'],
  ...['.gitignore', '.gitattributes', '.editorconfig', 'docker-compose.yml', 'docker-compose.yaml', 'compose.yaml', 'Jenkinsfile'],
]);
const outputDirectories =
  /\/(?:target\/(?:debug|release|classes|test-classes|maven-status|generated-sources|surefire-reports)|CMakeFiles|\.gradle|\.mvn|obj)\//;

/** Finds what a compiled program was built from, by the manifests that user layers brought. */
export class BuildInputs {
  readonly #tree: ImageTree;
  readonly #roots = new Map<Node, boolean>();

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /** Whether a file is a source, an intermediate or a manifest in a directory that something is built in. */
  isInput(file: Node): boolean {
    const name = this.#tree.name(file);
    const looksLike = manifests.has(name) || projects.test(name) || sources.test(name) || leftovers.has(name);
    if (!looksLike && !outputDirectories.test(this.#tree.path(file))) return false;
    return this.#isProject(this.#tree.parent(file));
  }

  #isProject(directory: Node | null): boolean {
    if (directory === null) return false;
    const known = this.#roots.get(directory);
    if (known !== undefined) return known;
    const own = this.#tree.children(directory).some((child) => {
      const name = this.#tree.name(child);
      return manifests.has(name) || projects.test(name);
    });
    const found = own || this.#isProject(this.#tree.parent(directory));
    this.#roots.set(directory, found);
    return found;
  }
}
