import { parseGroup, parsePasswd } from '../../analyze/accounts.ts';
import { treeContents } from '../../build/tree-contents.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Inspection } from '../../inspect.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import type { Limits } from '../../model/limits.ts';
import type { Session } from '../../tui/session.ts';

/** More than this is no file of accounts. */
const maxBytes = 1_000_000;

/** The image's own names of users and groups, by number; the first of each. */
export async function idNames(inspection: Inspection, limits: Limits): Promise<Pick<Session, 'userNames' | 'groupNames'>> {
  const [users, groups] = [await textOf(inspection, '/etc/passwd', limits), await textOf(inspection, '/etc/group', limits)];
  return {
    userNames: new Map(
      parsePasswd(users)
        .entries.map(({ uid, name }) => [uid, name] as const)
        .reverse(),
    ),
    groupNames: new Map(
      parseGroup(groups)
        .entries.map(({ gid, name }) => [gid, name] as const)
        .reverse(),
    ),
  };
}

/** '' where there is no such file. What the gatherers kept of it is enough, and is there without reading a layer. */
async function textOf({ image, tree, blobs }: Inspection, path: string, limits: Limits): Promise<string> {
  const node = resolvePath(tree, path);
  const inode = node === null || tree.isDirectory(node) ? null : tree.inodeAt(node);
  if (node === null || inode === null || tree.sizeBytes(inode) > maxBytes || tree.sizeBytes(inode) === 0) return '';
  const captured = layerFacts(tree.layers[tree.layerOf(inode)]!).captured.get(tree.rowOf(inode));
  if (captured !== undefined && !captured.isTruncated) return Buffer.from(captured.bytes).toString('utf8');
  const chunks: Buffer[] = [];
  for await (const { bytes } of treeContents({ image, tree, blobs, limits }, [node])) chunks.push(Buffer.from(bytes));
  return Buffer.concat(chunks).toString('utf8');
}
