import { modeOf } from '../../analyze/node-columns.ts';
import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { MadeFile } from '../../model/plan.ts';
import { readTextAt } from '../read-text.ts';
import type { Scene } from '../tracer.ts';
import { fieldOf, statusParagraphs } from './status-paragraphs.ts';

const databaseBytes = 64 * 1_048_576;

/** The database of apk with the packages of which something is kept, and of each the files that are. */
export async function apkMetadata(
  scene: Scene,
  kept: readonly InstalledPackage[],
  isKept: (node: Node) => boolean,
): Promise<readonly MadeFile[]> {
  const wanted = kept.filter(({ type }) => type === 'apk');
  const [first] = wanted;
  if (first === undefined) return [];
  const { tree } = scene.view;
  const text = (await readTextAt(scene, first.path, databaseBytes)) ?? '';
  const names = new Set(wanted.map(({ name, version }) => `${name} ${version}`));
  const paragraphs = statusParagraphs(text).filter((paragraph) => names.has(`${fieldOf(paragraph, 'P')} ${fieldOf(paragraph, 'V')}`));
  const content = paragraphs.map((paragraph) => `${trimmed(paragraph, (path) => isKeptAt(tree, path, isKept))}\n\n`).join('');
  const node = resolvePath(tree, first.path);
  const mode = node === null ? 0o644 : modeOf(tree, node);
  return [{ path: first.path, kind: 'file', mode, uid: 0, gid: 0, content, linkTarget: null, reason: 'what scanners know packages by' }];
}

function isKeptAt(tree: Scene['view']['tree'], path: string, isKept: (node: Node) => boolean): boolean {
  const node = resolvePath(tree, path, false);
  return node !== null && isKept(node);
}

/** `F:` a directory, `R:` a file in it, then what is known of the file. https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database_V2 */
function trimmed(paragraph: string, isKept: (path: string) => boolean): string {
  const lines: string[] = [];
  let directory: string | null = null;
  let pending: string[] = [];
  let isTaken = true;
  for (const line of paragraph.split('\n')) {
    const kind = line.slice(0, 2);
    if (kind === 'F:') {
      directory = line.slice(2);
      pending = [line];
    } else if (directory === null) lines.push(line);
    else if (kind === 'M:') pending.push(line);
    else if (kind === 'R:') {
      isTaken = isKept(`/${directory}/${line.slice(2)}`);
      if (isTaken) lines.push(...pending.splice(0), line);
    } else if (isTaken) lines.push(line);
  }
  return lines.join('\n');
}
