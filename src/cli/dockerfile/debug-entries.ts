import type { ProofSubject } from '../../build/proof-subject.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { tracePath } from '../../filesystem/trace-path.ts';
import { findLibrary, type LoadedObject } from '../../program/find-library.ts';
import { findProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import type { DockerfileEntry } from '../../report/dockerfile/dockerfile-input.ts';

/** What one looks around with. */
const programs = ['ls', 'cat', 'ps', 'env', 'id', 'grep', 'find'];

/** A shell and a few programs of the image, with what they are linked with, less what the production image has. */
export function debugEntries(subject: ProofSubject, production: ReadonlySet<string>): readonly DockerfileEntry[] {
  const { tree, config } = subject;
  const place = { directories: searchPath(config.env), workingDirectory: '/' };
  const paths = [
    '/bin/sh',
    ...programs.flatMap((name) =>
      place.directories
        .map((directory) => `${directory}/${name}`)
        .filter((path) => findProgram(tree, path, place) !== null)
        .slice(0, 1),
    ),
  ];
  const nodes = new Set<Node>();
  for (const path of paths) addProgram(path, subject, nodes);
  const all = new Set([...nodes].flatMap((node) => [node, ...parents(node, subject)]));
  const entries = [...all]
    .map((node) => toEntry(node, subject))
    .filter(({ path, kind }) => path !== '/' && (kind === 'directory' || !production.has(path)));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function addProgram(path: string, subject: ProofSubject, nodes: Set<Node>): void {
  const node = addPath(path, subject, nodes);
  const elf = node === null ? null : subject.elfAt(node);
  if (node === null || elf === null) return;
  if (elf.interpreter !== null) addPath(elf.interpreter, subject, nodes);
  const search = {
    tree: subject.tree,
    elfAt: subject.elfAt,
    settings: subject.settings,
    libraryPath: [],
    isMusl: /ld-musl/.test(elf.interpreter ?? ''),
  };
  const seen = new Set<Node>([node]);
  const open: LoadedObject[] = [{ path, node, elf, loadedBy: null }];
  for (let by = open.pop(); by !== undefined; by = open.pop()) {
    for (const name of by.elf.needed) {
      const found = findLibrary(name, by, search);
      if (found === null || seen.has(found.node)) continue;
      seen.add(found.node);
      addPath(found.path, subject, nodes);
      open.push({ ...found, loadedBy: by });
    }
  }
}

function addPath(path: string, { tree }: ProofSubject, nodes: Set<Node>): Node | null {
  const { node, links } = tracePath(tree, path);
  if (node === null) return null;
  for (const one of [...links, node]) nodes.add(one);
  return node;
}

function parents(node: Node, { tree }: ProofSubject): readonly Node[] {
  const found: Node[] = [];
  for (let at = tree.parent(node); at !== null; at = tree.parent(at)) found.push(at);
  return found;
}

function toEntry(node: Node, { tree }: ProofSubject): DockerfileEntry {
  const { path, mode, uid, gid, linkTarget } = tree.at(node);
  const inode = tree.inodeAt(node);
  const kind = inode === null ? 'directory' : tree.layerEntry(inode).kind;
  const known = kind === 'file' || kind === 'symlink' || kind === 'directory' ? kind : 'file';
  return {
    path,
    kind: known,
    mode,
    uid,
    gid,
    linkTarget,
    bytes: 0,
    hasAttributes: false,
    made: null,
    left: null,
    reason: 'a shell to debug with',
    object: null,
  };
}
