import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { InspectError } from '../model/errors.ts';
import type { EntryKind } from '../model/layer-entry.ts';
import type { Plan, PlanFile } from '../model/plan.ts';

export type PlannedNode = { readonly node: Node; readonly file: PlanFile };

/** The files of a Plan in the image that it was made of. @throws InspectError `no-such-path` where the image has something else */
export function plannedNodes({ files }: Pick<Plan, 'files'>, tree: ImageTree): readonly PlannedNode[] {
  return files.map((file) => {
    const node = tree.find(file.path);
    if (node === null) throw unlike(file, 'nothing there');
    const kind = kindOf(tree, node);
    if (kind !== file.kind && !isLink(file.kind, kind)) throw unlike(file, `a ${kind}`);
    return { node, file };
  });
}

/** Which of the names of a file is the hardlink depends on who counts. */
function isLink(a: EntryKind, b: EntryKind): boolean {
  return (a === 'hardlink' && b === 'file') || (a === 'file' && b === 'hardlink');
}

/** What is there, whichever name of it this is. */
export function kindOf(tree: ImageTree, node: Node): EntryKind {
  const inode = tree.inodeAt(node);
  return inode === null ? tree.at(node).kind : tree.layerEntry(inode).kind;
}

function unlike({ path, kind }: PlanFile, found: string): InspectError {
  return new InspectError('no-such-path', `${path}: expected the ${kind} of the plan in the image, got ${found}`);
}
