import { type ContentSource, treeContents } from '../../build/tree-contents.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Plan } from '../../model/plan.ts';
import type { DockerfileEntry } from '../../report/dockerfile/dockerfile-input.ts';
import { mountedFiles } from '../../report/dockerfile/mounted-files.ts';
import { type RecordRecipe, recordDirectory, statusPath, sumsDirectory } from '../../report/dockerfile/record-functions.ts';
import { aboutTexts, installedText, sumsText } from '../../report/dockerfile/record-texts.ts';
import { isStagedPath } from '../../report/dockerfile.ts';

const maxFileBytes = 64 * 1_048_576;
/** A shell drops the one; the other stands for bytes that are no text. */
const unreadable = /[\0\ufffd]/;
/** How the path of no file ends: a shell would see the directory there. */
const unnamed = /\/\.{0,2}$/m;
const unnamedInApk = /^R:(?:\.{0,2}|.*\/.*)$/m;
const apkDatabase = /^(?:\/usr)?\/lib\/apk\/db\/installed$/;
const apkName = /^[\w.+-]+$/;
/** A shell would find two of the names that it is given in one of these. */
const spacedName = /^(?:P:|Package: ).* /m;
/** They come in one command. */
const maxApkNames = 300;

/** The same entries, with how records of packages are made where the build stage can. @throws InspectError as `readContents` */
export async function withRecipes(
  entries: readonly DockerfileEntry[],
  plan: Plan,
  source: ContentSource,
): Promise<readonly DockerfileEntry[]> {
  const staged = entries.map(({ path }) => path).filter(isStagedPath);
  const recipes = await recordRecipes(plan, source, new Set(staged));
  return entries.map((entry) => {
    const recipe = recipes.get(entry.path);
    return recipe === undefined ? entry : { ...entry, recipe };
  });
}

/**
 * Which records of packages, by path, the build stage can make of the image's own: those of which the same comes as the plan has.
 * @param staged paths that it puts together
 * @throws InspectError as `readContents`
 */
async function recordRecipes(plan: Plan, source: ContentSource, staged: ReadonlySet<string>): Promise<ReadonlyMap<string, RecordRecipe>> {
  const isRecord = (path: string): boolean => path.startsWith(`${recordDirectory}/`) || apkDatabase.test(path);
  const made = new Map(plan.made.filter(({ path }) => isRecord(path)).map(({ path, content }) => [path, content]));
  if (made.size === 0) return new Map();
  const lists = listsOf(made, source.tree);
  const nodes = [...made.keys(), statusPath].map((path) => [path, resolvePath(source.tree, path)] as const);
  const wholes = new Map(
    nodes.flatMap(([path, node]) => (node === null || path.startsWith(recordDirectory) ? [] : [[path, node] as const])),
  );
  const texts = await readTexts(source, [...lists.values(), ...wholes.values()]);
  const isStaged = (path: string): boolean => isPathStaged(path, source.tree, staged);
  const text = (path: string): string => texts.get(wholes.get(path) ?? null) ?? '';
  return new Map([
    ...aboutRecipes(text(statusPath), made),
    ...[...lists].flatMap(([list, node]) => sumsRecipe(list, texts.get(node) ?? null, made, isStaged)),
    ...[...made.keys()].filter((path) => apkDatabase.test(path)).flatMap((path) => apkRecipe(path, text(path), made, isStaged)),
  ]);
}

type Recipes = readonly (readonly [path: string, recipe: RecordRecipe])[];
type IsStaged = (path: string) => boolean;

function aboutRecipes(status: string, made: ReadonlyMap<string, string>): Recipes {
  if (spacedName.test(status)) return [];
  const own = [...made.keys()].filter((path) => path.startsWith(recordDirectory) && !path.endsWith('.md5sums'));
  const about = aboutTexts(status, new Set(own.map((path) => path.slice(recordDirectory.length + 1))));
  return [...about].flatMap(([name, text]) => recipe(`${recordDirectory}/${name}`, { command: 'about', word: name }, text, made));
}

function sumsRecipe(list: string, text: string | null, made: ReadonlyMap<string, string>, isStaged: IsStaged): Recipes {
  const path = `${recordDirectory}/${packageOf(list)}.md5sums`;
  return text === null || unnamed.test(text) ? [] : recipe(path, { command: 'sums', word: list }, sumsText(text, isStaged), made);
}

function apkRecipe(path: string, database: string, made: ReadonlyMap<string, string>, isStaged: IsStaged): Recipes {
  const names = [...made.get(path)!.matchAll(/^P:(.*)$/gm)].map(([, name]) => name!);
  if (spacedName.test(database) || unnamedInApk.test(database) || names.length > maxApkNames || !names.every((name) => apkName.test(name)))
    return [];
  const text = installedText(database, new Set(names), (file) => mountedFiles.includes(file) || isStaged(file));
  return recipe(path, { command: 'installed', database: path, names }, text, made);
}

function recipe(path: string, one: RecordRecipe, text: string, made: ReadonlyMap<string, string>): Recipes {
  return made.get(path) === text ? [[path, one]] : [];
}

/** `libc6:amd64` → `libc6` */
function packageOf(list: string): string {
  return list.replace(/:.*$/s, '');
}

/** Lists of checksums of the packages that the plan tells of, by their names without the extension; of several one. */
function listsOf(made: ReadonlyMap<string, string>, tree: ImageTree): ReadonlyMap<string, Node> {
  const directory = resolvePath(tree, sumsDirectory);
  const found = new Map<string, Node>();
  for (const child of directory === null ? [] : tree.children(directory)) {
    const list = /^(.+)\.md5sums$/s.exec(tree.name(child))?.[1];
    const node = list === undefined ? null : resolvePath(tree, tree.path(child));
    if (list !== undefined && node !== null && made.has(`${recordDirectory}/${packageOf(list)}.md5sums`)) found.set(list, node);
  }
  return found;
}

async function readTexts(source: ContentSource, nodes: readonly Node[]): Promise<ReadonlyMap<Node | null, string>> {
  const { tree } = source;
  const inodes = new Map(nodes.map((node) => [tree.inodeAt(node), node]));
  const wanted = [...inodes].flatMap(([inode, node]) => {
    const isFile = inode !== null && tree.layerEntry(inode).kind === 'file' && tree.sizeBytes(inode) <= maxFileBytes;
    return isFile ? [node] : [];
  });
  const contents = new Map(wanted.map((node) => [node, Buffer.alloc(tree.sizeBytes(tree.inodeAt(node)!))]));
  for await (const { node, offset, bytes } of treeContents(source, wanted)) contents.get(node)!.set(bytes, offset);
  const texts = [...contents].map(([node, bytes]) => [node, bytes.toString('utf8')] as const);
  return new Map(texts.filter(([, text]) => !unreadable.test(text)));
}

/** The directory is where its links lead to; the name is taken as it is. */
function isPathStaged(path: string, tree: ImageTree, staged: ReadonlySet<string>): boolean {
  const slash = path.lastIndexOf('/');
  const directory = resolvePath(tree, path.slice(0, slash + 1));
  if (directory === null || !tree.isDirectory(directory)) return false;
  return staged.has(`${tree.path(directory).replace(/\/$/, '')}/${path.slice(slash + 1)}`);
}
