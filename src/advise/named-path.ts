import { isFile, modeOf, sizeOf } from '../analyze/node-columns.ts';
import { isBroadDirectory } from '../filesystem/broad-directories.ts';
import type { Node } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { need, traceOf, warning } from './need.ts';
import type { Invocation, Scene, Trace } from './tracer.ts';

export type Namer = {
  /** For whoever reads a warning. */
  readonly name: string;
  readonly reason: string;
  readonly from: string | null;
};

/** A directory with more is the home of some program, of which that program's files say what is needed. */
const maxBytes = 16 * 1_048_576;

/** What is named by its absolute path and by nobody who tells what for: a file, a program, or a directory with all in it. */
export function namedPathTrace(path: string, namer: Namer, scene: Scene, isKept: (node: Node) => boolean): Trace {
  const { tree } = scene.view;
  const { reason, from } = namer;
  const node = resolvePath(tree, path);
  // A shell is named for those who sit at a terminal.
  if (node === null || isBroadDirectory(tree.path(node)) || scene.view.shell(node) !== null) return traceOf([]);
  const options = { from, part: 'data', confidence: 'likely' } as const;
  if (isProgramFile(node, scene)) return { ...traceOf([]), invocations: [start(path, namer, scene)] };
  if (!tree.isDirectory(node)) return traceOf([need(path, reason, options)]);
  const left = [...listTree(tree, node)].filter((one) => !tree.isDirectory(one) && !isKept(one));
  const bytes = left.reduce((sum, one) => sum + sizeOf(tree, one), 0);
  if (bytes <= maxBytes) return traceOf([need(path, reason, { ...options, extent: 'subtree' })]);
  const text = `${namer.name} names it, and ${left.length} files in it (${bytes} bytes) are left out as nothing is seen to read them; keep them with --keep ${path} if a program does`;
  return traceOf([need(path, reason, options)], [warning('named-directory-left-out', text, path)]);
}

export function isProgramFile(node: Node, { view }: Scene): boolean {
  if (!isFile(view.tree, node) || (modeOf(view.tree, node) & 0o111) === 0) return false;
  return view.script(node) !== null || view.elf(node)?.type === 'executable' || (view.elf(node)?.interpreter ?? null) !== null;
}

function start(path: string, { reason, from }: Namer, { view }: Scene): Invocation {
  const { env, workingDir } = view.image.config.config;
  return { argv: [path], env, workingDir: workingDir || '/', from, reason, confidence: 'guessed' };
}
