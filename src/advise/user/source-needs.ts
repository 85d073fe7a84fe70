import { isFile, sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { Kept } from '../closure.ts';
import { zipEntries } from '../languages/java/zip-entries.ts';
import type { Scene } from '../tracer.ts';
import { frameworkAt, libraryPlace } from './library-places.ts';
import { type RootNeed, rootNeed } from './root-need.ts';
import { classPrefixes, classSigns, type Language, settingSigns, writeSigns } from './write-signs.ts';

/** Where classes of others lie. */
const archives = /\/libs?\//;
const maxFiles = 2_000;
const maxTextBytes = 1_048_576;
const maxArchiveBytes = 67_108_864;
/** Of what is in archives: entries may share what they hold, and each is inflated and looked through. */
const maxContentBytes = 134_217_728;
/** An entry without content costs as much as this. */
const entryBytes = 1_024;

/** Bytes that may still be looked through, over all archives. */
type Budget = { left: number };

/** The first places at which the application's own code writes, starts programs, or asks who it is; `inline` is what the command line has of it. */
export async function sourceNeeds(
  language: Language,
  inline: string,
  kept: ReadonlyMap<Node, Kept>,
  scene: Scene,
): Promise<readonly RootNeed[]> {
  const files = [...kept.keys()].filter((node) => isOwnFile(node, language, scene));
  if (files.length > maxFiles)
    return [rootNeed(`it has ${files.length} files of its own, more than are looked through for what it writes`)];
  if (files.length === 0 && inline === '') return [rootNeed(`nothing of its own in ${language} was seen that would tell what it writes`)];
  const needs: RootNeed[] = frameworkNeeds(kept, scene);
  if (language !== 'java' && writeSigns[language].signs.test(inline))
    needs.push(rootNeed('what its command line has for a program may write'));
  const budget: Budget = { left: maxContentBytes };
  for (const node of files) {
    const need = language === 'java' ? await classNeed(node, scene, budget) : await textNeed(node, language, scene);
    if (need !== null) needs.push(need);
  }
  return needs;
}

function frameworkNeeds(kept: ReadonlyMap<Node, Kept>, { view: { tree } }: Scene): RootNeed[] {
  const names = new Map<string, string>();
  for (const node of kept.keys()) {
    const path = tree.path(node);
    const name = frameworkAt(path);
    if (name !== null && !names.has(name)) names.set(name, path);
  }
  return [...names].map(([name, path]) => rootNeed(`${name} keeps what it writes in places of its own`, path));
}

/** Code that no distribution packages, and that is no library. */
function isOwnFile(node: Node, language: Language, { view, inventory }: Scene): boolean {
  const { tree } = view;
  if (!isFile(tree, node) || inventory.ownership.system[node] !== none) return false;
  const path = tree.path(node);
  if ((language === 'java' ? archives : libraryPlace).test(path)) return false;
  if (language === 'java') return /\.(?:jar|war|ear|class)$/.test(path);
  return writeSigns[language].files.test(path) || (view.script(node)?.interpreter.includes(language) ?? false);
}

async function textNeed(node: Node, language: Exclude<Language, 'java'>, { view: { tree }, read }: Scene): Promise<RootNeed | null> {
  const path = tree.path(node);
  const bytes = (await read([node], maxTextBytes)).get(node);
  if (bytes === undefined) return rootNeed(`${path} (${sizeOf(tree, node)} bytes) is too long to see whether it writes`, path);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const found = writeSigns[language].signs.exec(text);
  if (found === null) return null;
  const line = text.slice(0, found.index).split('\n').length;
  const words = found[0].trim().split('\n')[0]!.slice(0, 60);
  return rootNeed(`${path} may write, or do what only root may (${words}), and nobody here knows where`, path, line);
}

async function classNeed(node: Node, { view: { tree }, read }: Scene, budget: Budget): Promise<RootNeed | null> {
  const path = tree.path(node);
  const bytes = budget.left < 0 ? undefined : (await read([node], maxArchiveBytes)).get(node);
  if (bytes === undefined) return tooLarge(path);
  return path.endsWith('.class') ? tellClass(path, signOf(bytes)) : archiveNeed(path, bytes, budget);
}

function tooLarge(path: string): RootNeed {
  return rootNeed(`${path} is too large to see whether it writes`, path);
}

function archiveNeed(path: string, bytes: Uint8Array, budget: Budget): RootNeed | null {
  for (const entry of zipEntries(bytes) ?? []) {
    // Archives within it are libraries.
    const isSetting = /\.(?:properties|ya?ml|xml)$/.test(entry.name) && !entry.name.startsWith('META-INF/');
    if (!entry.name.endsWith('.class') && !isSetting) continue;
    const content = entry.content(maxTextBytes);
    budget.left -= entryBytes + Math.max(entry.sizeBytes, content?.length ?? 0);
    if (budget.left < 0) return tooLarge(path);
    const sign = content === null ? 'which is of unusual length' : isSetting ? settingOf(content) : signOf(content);
    if (sign !== null) return tellClass(`${path}, ${entry.name},`, sign, path);
  }
  return null;
}

function tellClass(where: string, sign: string | null, path = where): RootNeed | null {
  return sign === null ? null : rootNeed(`${where} may write (${sign}), and nobody here knows where`, path);
}

function settingOf(bytes: Uint8Array): string | null {
  return settingSigns.exec(Buffer.from(bytes).toString('utf8'))?.[0].trim() ?? null;
}

function signOf(bytes: Uint8Array): string | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return classMarks.find(([, mark]) => whole.includes(mark))?.[0] ?? null;
}

/** A constant has its length in front of it. https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html#jvms-4.4.7 */
const classMarks: readonly (readonly [sign: string, mark: Buffer])[] = [
  ...classSigns.map((sign) => [sign, Buffer.concat([Buffer.of(1, sign.length >> 8, sign.length & 0xff), Buffer.from(sign)])] as const),
  ...classPrefixes.map((sign) => [sign, Buffer.from(sign)] as const),
];
