import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { Analysis } from './analyzer.ts';
import { filesWithFact } from './files-with-fact.ts';
import { modeOf } from './node-columns.ts';

/** An image may be full of them. */
const maxTold = 100;
/** Broken on purpose, or with nothing left but what a debugger reads. */
const meantToBe = /\/(?:testdata|tests?|fixtures)\/|^\/usr\/lib\/debug\/|\.(?:debug|dbg)$/;

/** Programs and libraries of ELF that contradict themselves, for those who look at all of them: of these they know nothing. */
export function unreadableElf(tree: ImageTree): Analysis['unreadable'] {
  const files = filesWithFact(tree, (facts) => facts.unreadable)
    .filter(([node]) => isMeantToRun(tree, node))
    .map(([node, reason]) => ({ path: tree.path(node), reason }));
  const rest = files.length - maxTold;
  const more = rest > 0 ? [{ path: files[maxTold]!.path, reason: `and ${rest - 1} more such files` }] : [];
  return [...files.slice(0, maxTold), ...more];
}

function isMeantToRun(tree: ImageTree, node: Node): boolean {
  const path = tree.path(node);
  return ((modeOf(tree, node) & 0o111) !== 0 || /\.so(?:\.[\d.]+)?$/.test(path)) && !meantToBe.test(path);
}
