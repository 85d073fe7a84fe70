import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { nodesNamed } from '../src/analyze/files-by-name.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { isSymlink } from '../src/analyze/node-columns.ts';
import { parseObject } from '../src/analyze/packages/parse-object.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { ReadPattern } from '../src/model/facts.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'dev-dependency';

const codes = {
  package: { severity: 'low', reason: 'packages that only those who develop the program need: bytes, and more to be patched' },
  tests: { severity: 'low', reason: 'tests inside of packages, which nobody runs in production' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const lockBytes = 8 * 1_048_576;
const reads: readonly ReadPattern[] = [
  { glob: '/**/node_modules/.package-lock.json', maxBytes: lockBytes, keep: { form: 'json', fields: ['packages'] } },
  ...['', '/*', '/*/*', '/*/*/*', '/*/*/*/*', '/*/*/*/*/*'].map(
    (directory): ReadPattern => ({
      glob: `${directory}/package.json`,
      maxBytes: 262_144,
      keep: { form: 'json', fields: ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] },
    }),
  ),
];

/** Bytes in a layer. */
const leastBytes = 65_536;
const testDirectories = ['__tests__', 'test', 'tests'];
const packageHomes = new Set(['dist-packages', 'node_modules', 'site-packages']);

/** Packages for developers. */
export const devDependency: DocumentedAnalyzer = {
  id,
  title: 'Dependencies for development',
  description:
    'Directories in a `node_modules` that the lockfile npm keeps there marks as `dev`; where there is none (yarn, pnpm), those that the `package.json` beside ' +
    'it names in `devDependencies` and nowhere else, unless a package in the store of pnpm links them: what these brought with them is then not known, and not ' +
    'told. A `package.json` more than five directories deep is not read. Also `test`, `tests` and `__tests__` ' +
    `right inside of a package of npm or Python. Less than ${leastBytes} bytes in a layer are passed over. A package that is called \`test\` is none of ` +
    'these. A program that loads such a package when it runs does not start without it: try it before you trust it.',
  codes,
  reads,
  analyze: (image) => {
    const unreadable: { path: string; reason: string }[] = [];
    const homes = nodesNamed(image.tree, 'node_modules').filter((node) => image.tree.isDirectory(node));
    const packages = homes.flatMap((home) => developmentPackages(image, home, (path, reason) => unreadable.push({ path, reason })));
    return { findings: [...report(image.tree, 'package', packages), ...report(image.tree, 'tests', packageTests(image.tree))], unreadable };
  },
};

type Tell = (path: string, reason: string) => void;

function developmentPackages(image: ImageView, home: Node, tell: Tell): readonly Node[] {
  const { tree } = image;
  const lock = tree.child(home, '.package-lock.json');
  const parent = tree.parent(home);
  if (lock !== null) return lockedPackages(tree, home, objectAt(image, lock, tell));
  const manifest = parent === null || tree.path(parent).includes('/node_modules') ? null : tree.child(parent, 'package.json');
  return manifest === null
    ? []
    : declaredPackages(tree, home, objectAt(image, manifest, image.content(manifest) === null ? () => {} : tell));
}

/** What is no object is told, unless it lies so deep that nobody asked for it. */
function objectAt(image: ImageView, node: Node, tell: Tell): Readonly<Record<string, unknown>> {
  const content = image.content(node);
  const object = content === null ? null : parseObject(Buffer.from(content.bytes).toString('utf8'));
  if (object === null) tell(image.tree.path(node), content?.isTruncated === true ? 'longer than what is read of it' : 'no object of JSON');
  return object ?? {};
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages : paths from the directory that holds `node_modules`. */
function lockedPackages(tree: ImageTree, home: Node, lock: Readonly<Record<string, unknown>>): readonly Node[] {
  return Object.entries(fieldsOf(lock['packages'])).flatMap(([path, entry]) => {
    const names = path.startsWith('node_modules/') && fieldsOf(entry)['dev'] === true ? path.split('/').slice(1) : [];
    const node = names.length === 0 ? null : descend(tree, home, names);
    return node === null ? [] : [node];
  });
}

function declaredPackages(tree: ImageTree, home: Node, manifest: Readonly<Record<string, unknown>>): readonly Node[] {
  const needed = new Set(
    ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) => Object.keys(fieldsOf(manifest[field]))),
  );
  const found = Object.keys(fieldsOf(manifest['devDependencies'])).flatMap((name) => {
    const node = needed.has(name) ? null : descend(tree, home, name.split('/'));
    return node === null ? [] : [{ name, node }];
  });
  return found.filter(({ name, node }) => !isLinkedByAnother(tree, node, name)).map(({ node }) => node);
}

/** A directory, or what a link of pnpm leads to: `.pnpm/jest@29.7.0/node_modules/jest`. */
function descend(tree: ImageTree, home: Node, names: readonly string[]): Node | null {
  let node: Node | null = home;
  for (const name of names) {
    if (name === '' || name === '.' || name === '..') return null;
    node = node === null ? null : tree.child(node, name);
  }
  const target = node !== null && isSymlink(tree, node) ? resolvePath(tree, tree.path(node)) : node;
  if (target === null || !tree.isDirectory(target)) return null;
  return target === node || tree.path(target).includes('/node_modules/.pnpm/') ? target : null;
}

/** Whether a package in the store of pnpm links it, which may be one that production needs. Those that everybody finds are in `.pnpm/node_modules`. */
function isLinkedByAnother(tree: ImageTree, target: Node, name: string): boolean {
  const store = storeEntry(tree.path(target));
  if (store === null) return false;
  return nodesNamed(tree, name.split('/').at(-1)!)
    .filter((node) => isSymlink(tree, node))
    .some((node) => {
      const entry = storeEntry(tree.path(node));
      return entry !== null && entry !== store && !entry.endsWith('/node_modules') && resolvePath(tree, tree.path(node)) === target;
    });
}

/** `…/.pnpm/jest@29.7.0`; null elsewhere. */
function storeEntry(path: string): string | null {
  return /^.*\/node_modules\/\.pnpm\/[^/]+/.exec(path)?.[0] ?? null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

function packageTests(tree: ImageTree): readonly Node[] {
  return testDirectories.flatMap((name) => nodesNamed(tree, name)).filter((node) => tree.isDirectory(node) && isInPackage(tree, node));
}

/** `node_modules/x/test`, `node_modules/@scope/x/test`, `site-packages/x/tests`; not `node_modules/test`. */
function isInPackage(tree: ImageTree, node: Node): boolean {
  const found = tree.parent(node);
  const above = found === null ? null : tree.parent(found);
  if (found === null || above === null || tree.name(found).startsWith('@')) return false;
  const home = tree.name(above).startsWith('@') ? tree.parent(above) : above;
  return home !== null && packageHomes.has(tree.name(home));
}

function report(tree: ImageTree, variant: keyof typeof codes, nodes: readonly Node[]): readonly Finding[] {
  return directoryShares(tree, nodes, leastBytes).map(({ bytes, evidence }) => {
    const names = evidence.map((one) => (one.kind === 'file' ? one.path : ''));
    const summary = `${variant === 'package' ? 'packages for development are installed' : 'packages bring their tests'}: ${nameList(names)}`;
    const text =
      variant === 'package'
        ? 'install without them in the final stage: npm ci --omit=dev, pnpm install --prod, yarn workspaces focus --production'
        : 'remove them in the instruction that installs the packages, or copy the packages without them into the final stage';
    return finding(variant, { summary, bytes, evidence, remedy: { kind: 'same-layer', text } });
  });
}
