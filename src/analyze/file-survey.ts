import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import { type FileKind, fileKinds } from '../model/facts.ts';

/** What several analyzers look for among all visible files, found in one walk. Hardlinked content comes under one path. */
export type FileSurvey = {
  /** Whatever has the setuid or setgid bit, or lets everybody write; no symlinks, whose modes nobody asks. */
  readonly unusualModes: readonly Node[];
  readonly archives: readonly Node[];
  readonly bytecode: readonly Node[];
  /** Regular files of `largeBytes` or more. */
  readonly large: readonly Node[];
  /** Regular files of `comparableBytes` or more of which the hash is known. */
  readonly hashed: readonly Node[];
  /** Of all regular files. */
  readonly totalBytes: number;
};

export const largeBytes = 10e6;
/** Smaller copies cost more to think about than to ship. */
export const comparableBytes = 4_096;

const unusualBits = 0o6002;
const archiveKind = fileKinds.indexOf('ar' satisfies FileKind);
const bytecodeKind = fileKinds.indexOf('python-bytecode' satisfies FileKind);

const surveys = new WeakMap<ImageTree, FileSurvey>();

export function fileSurvey(tree: ImageTree): FileSurvey {
  const known = surveys.get(tree);
  if (known !== undefined) return known;
  const survey = takeSurvey(tree);
  surveys.set(tree, survey);
  return survey;
}

function takeSurvey(tree: ImageTree): FileSurvey {
  const { visible, inodes, entryLayers, firstEntries, layers, linkCounts } = tree.state;
  const columns = layers.map((layer) => layer.columns);
  const [unusualModes, archives, bytecode, large, hashed]: Node[][] = [[], [], [], [], []];
  let totalBytes = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    const entry = visible[node]!;
    const inode = entry < 0 ? -1 : inodes[entry]!;
    if (inode < 0) continue;
    const layer = entryLayers[inode]!;
    const { kinds, modes, sizes, fileKinds: contents, hashRows } = columns[layer]!;
    const row = inode - firstEntries[layer]!;
    const kind = kinds[row]!;
    const isUnusual = (modes[row]! & unusualBits) !== 0 && kind !== kindOf.symlink;
    if ((kind !== kindOf.file && !isUnusual) || (linkCounts[inode]! > 1 && !tree.isPrimary(node))) continue;
    if (isUnusual) unusualModes!.push(node);
    if (kind !== kindOf.file) continue;
    const bytes = sizes[row]!;
    totalBytes += bytes;
    if (contents[row] === bytecodeKind) bytecode!.push(node);
    else if (contents[row] === archiveKind) archives!.push(node);
    if (bytes >= largeBytes) large!.push(node);
    if (bytes >= comparableBytes && hashRows[row]! >= 0) hashed!.push(node);
  }
  return { unusualModes: unusualModes!, archives: archives!, bytecode: bytecode!, large: large!, hashed: hashed!, totalBytes };
}
