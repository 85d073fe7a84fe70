import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { fileNames } from './file-names.ts';
import { nodesNamed } from './files-by-name.ts';

/** Settings of editors and of the command lines of clouds. */
const directories = ['.aws', '.azure', '.gcp', '.idea', '.vscode'];
/** What packages and toolchains are shipped with. */
const packaged =
  /^\/usr\/(?!src\/|local\/(?!lib\/|share\/|go\/))|\/(?:node_modules|site-packages|dist-packages|gems|vendor|go\/pkg\/mod|\.cargo\/registry|\.m2)\//;

/** Whether one layer alone has a path: what another rewrote, as `chown` does, came from elsewhere. */
export function writtenOnce(tree: ImageTree): (node: Node) => boolean {
  const counts = new Uint32Array(tree.nodeCount);
  for (const node of tree.state.paths) counts[node]! += 1;
  return (node) => counts[node] === 1;
}

/** What only a workshop needs, as `git clone` brings it: paths that a container sees. */
export function workshopFiles(tree: ImageTree): readonly Node[] {
  const found = directories.flatMap((name) => nodesNamed(tree, name).filter((node) => tree.isDirectory(node)));
  return [...fileNames(tree).workshop, ...found].filter((node) => !packaged.test(tree.path(node)));
}
