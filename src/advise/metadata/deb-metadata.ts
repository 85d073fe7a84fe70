import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { MadeFile } from '../../model/plan.ts';
import { readTextAt } from '../read-text.ts';
import type { Scene } from '../tracer.ts';
import { fieldOf, statusParagraphs } from './status-paragraphs.ts';

const statusPath = '/var/lib/dpkg/status';
const statusBytes = 64 * 1_048_576;
const sumsBytes = 8 * 1_048_576;
/** What scanners and people read; the rest speaks to dpkg. */
const fields = /^(?:Package|Version|Architecture|Source|Maintainer|Section|Homepage|Multi-Arch|Depends|Pre-Depends|Description):/;

/**
 * What dpkg knows of the packages of which something is kept, in the form of distroless images: a file for each in
 * `/var/lib/dpkg/status.d`, and its checksums.
 */
export async function debMetadata(
  scene: Scene,
  kept: readonly InstalledPackage[],
  isKept: (node: Node) => boolean,
): Promise<readonly MadeFile[]> {
  const wanted = kept.filter(({ type, path }) => type === 'deb' && path === statusPath);
  if (wanted.length === 0) return [];
  const status = (await readTextAt(scene, statusPath, statusBytes)) ?? '';
  const paragraphs = new Map(statusParagraphs(status).map((text) => [`${fieldOf(text, 'Package')} ${fieldOf(text, 'Version')}`, text]));
  const made: MadeFile[] = [];
  for (const { name, version } of wanted) {
    const paragraph = paragraphs.get(`${name} ${version}`);
    if (paragraph === undefined || !/^[a-z0-9][\w.+-]*$/i.test(name)) continue;
    const sums = await keptSums(scene, name, fieldOf(paragraph, 'Architecture'), isKept);
    made.push(file(`/var/lib/dpkg/status.d/${name}`, trimmed(paragraph)), file(`/var/lib/dpkg/status.d/${name}.md5sums`, sums));
  }
  return made;
}

/** A field goes on in lines that begin with a space; of the description the first line is enough. */
function trimmed(paragraph: string): string {
  const lines: string[] = [];
  let isTaken = false;
  for (const line of paragraph.split('\n')) {
    const isContinued = line.startsWith(' ') || line.startsWith('\t');
    if (!isContinued) isTaken = fields.test(line);
    if (isTaken && !(isContinued && lines.at(-1)?.startsWith('Description:'))) lines.push(line);
    if (isContinued && lines.at(-1)?.startsWith('Description:')) isTaken = false;
  }
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** Checksums of what is kept of it. */
async function keptSums(scene: Scene, name: string, architecture: string, isKept: (node: Node) => boolean): Promise<string> {
  const { tree } = scene.view;
  const paths = [`/var/lib/dpkg/info/${name}:${architecture}.md5sums`, `/var/lib/dpkg/info/${name}.md5sums`];
  const path = paths.find((one) => resolvePath(tree, one) !== null);
  const text = path === undefined ? '' : ((await readTextAt(scene, path, sumsBytes)) ?? '');
  const lines = text.split('\n').filter((line) => {
    const node = line.length > 34 ? resolvePath(tree, `/${line.slice(34)}`, false) : null;
    return node !== null && isKept(node);
  });
  return lines.map((line) => `${line}\n`).join('');
}

function file(path: string, content: string): MadeFile {
  return { path, kind: 'file', mode: 0o644, uid: 0, gid: 0, content, linkTarget: null, reason: 'what scanners know the package by' };
}
