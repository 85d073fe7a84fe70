import { isFile, modeOf, ownerOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { PlanUser } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import { type RootNeed, rootNeed } from './root-need.ts';

/** What nobody but root reads on any system, and what who does not log people in has no use for. */
const passwords = /^\/etc\/(?:g?shadow-?|security\/opasswd|sudoers)$/;

/**
 * Of what is kept, what another user than root cannot read, search or start.
 * @param kept with parents, which are there for the reason `directory of`
 * @param given directories that the user will own
 */
export function unreadableNeeds(
  kept: ReadonlyMap<Node, Kept>,
  given: ReadonlySet<string>,
  { uid }: Pick<PlanUser, 'uid'>,
  scene: Scene,
): readonly RootNeed[] {
  const { tree } = scene.view;
  const passed = directoriesOfFiles(kept, scene);
  const needs: RootNeed[] = [];
  for (const [node, { part, reason }] of kept) {
    const isPassed = passed.has(node);
    if (part === 'metadata' || (!isFile(tree, node) && !isPassed)) continue;
    const path = tree.path(node);
    if (isPassed && given.has(path)) continue;
    const missing = isPassed ? (reason === 'directory of' ? 0o001 : 0o005) : neededBits(node, scene);
    const mode = ownerOf(tree, node).uid === uid ? modeOf(tree, node) >> 6 : modeOf(tree, node);
    if ((mode & missing) !== missing && !passwords.test(path)) needs.push(tell(node, path, mode, scene));
    else if (!isPassed && (mode & 0o6000) !== 0) needs.push(rootNeed(`${path} runs with the rights of its owner`, path));
    if (/^libpam\.so\.\d/.test(tree.name(node)))
      needs.push(rootNeed(`${path} lets people log in, for which it reads what only root may`, path));
  }
  return needs;
}

/** Of a program also the right to start it. */
function neededBits(node: Node, { view }: Scene): number {
  const elf = view.elf(node);
  const isElf = elf !== null && (elf.type === 'executable' || elf.interpreter !== null || elf.isPie);
  const isProgram = (modeOf(view.tree, node) & 0o100) !== 0 && (view.script(node) !== null || isElf);
  return isProgram ? 0o005 : 0o004;
}

function tell(node: Node, path: string, mode: number, { view: { tree } }: Scene): RootNeed {
  const { uid } = ownerOf(tree, node);
  const who = uid === 0 ? 'only root' : `of other users than ${uid} only root`;
  const does = tree.isDirectory(node) ? 'look into' : (mode & 0o004) === 0 ? 'read' : 'start';
  return rootNeed(`${who} can ${does} ${path}`, path);
}

/** Directories on the way to a kept file. */
function directoriesOfFiles(kept: ReadonlyMap<Node, Kept>, { view: { tree } }: Scene): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const [node, { part }] of kept) {
    if (tree.isDirectory(node) || part === 'metadata') continue;
    for (let at = tree.parent(node); at !== null && !found.has(at); at = tree.parent(at)) found.add(at);
  }
  return found;
}
