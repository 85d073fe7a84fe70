import type { Node } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ElfFacts } from '../model/facts.ts';
import type { ProofProblem } from '../model/proof.ts';
import { type FoundLibrary, findLibrary, type LibrarySearch, type LoadedObject } from '../program/find-library.ts';
import { environmentValue } from '../program/search-path.ts';
import { gravityOf } from './base-gravity.ts';
import { planChain } from './plan-chain.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import type { ProofSubject } from './proof-subject.ts';

/**
 * Every ELF file finds what it found in the original: its loader, its libraries by the loader's own search, and in those the symbol
 * versions that it asks for. A program is followed with all that it loads; a library that none of them loads stands for itself.
 */
export function proveLibraries(input: ProofInput): CheckResult {
  const { slim } = input;
  const objects = [...listTree(slim.tree, rootNode)].flatMap((node) => {
    const elf = isFile(slim, node) ? slim.elfAt(node) : null;
    return elf === null || (elf.type !== 'executable' && elf.type !== 'shared')
      ? []
      : [{ node, elf, path: slim.tree.path(node), loadedBy: null }];
  });
  const loaded = new Set<Node>();
  const problems = new Map<string, ProofProblem>();
  const note = (found: readonly ProofProblem[]): void => {
    for (const problem of found) {
      const key = `${problem.code} ${problem.path} ${problem.chain[0]}`;
      if (problems.get(key)?.gravity !== 'failure') problems.set(key, problem);
    }
  };
  const programs = objects.filter(({ elf }) => elf.interpreter !== null);
  for (const program of programs) {
    note([...proveInterpreter(program, input), ...walk(program, loaded, input), ...provePreloaded(program, input)]);
  }
  for (const object of objects) if (!loaded.has(object.node)) note(walk(object, loaded, input));
  return { count: objects.length, problems: [...problems.values()] };
}

function isFile({ tree }: ProofSubject, node: Node): boolean {
  const inode = tree.inodeAt(node);
  return inode !== null && tree.layerEntry(inode).kind === 'file';
}

function proveInterpreter({ path, elf }: LoadedObject, input: ProofInput): readonly ProofProblem[] {
  const { original, slim, plan } = input;
  const interpreter = elf.interpreter ?? '';
  if (canStart(interpreter, elf, slim) || !canStart(interpreter, elf, original)) return [];
  const isThere = resolvePath(slim.tree, interpreter) !== null;
  return [
    {
      check: 'libraries',
      code: 'missing-interpreter',
      gravity: gravityOf(path, input),
      summary: `${path} is started by ${interpreter}, which ${isThere ? 'cannot start it' : 'is not there'}`,
      path: interpreter,
      chain: [`interpreter of ${path}`, ...planChain(plan, path)],
    },
  ];
}

/** Linux refuses a loader of another machine, and what is no program. */
function canStart(interpreter: string, { machine, class: wordBits }: ElfFacts, subject: ProofSubject): boolean {
  const node = resolvePath(subject.tree, interpreter);
  const loader = node === null ? null : subject.elfAt(node);
  return loader !== null && loader.machine === machine && loader.class === wordBits;
}

/** The loader goes on without what it cannot preload, and the program does without what that was for. */
function provePreloaded(program: LoadedObject, input: ProofInput): readonly ProofProblem[] {
  const isMusl = isForMusl(program, input);
  const search = searchIn(input.slim, isMusl);
  const lost = input.slim.preloaded.flatMap((name) => {
    const before = findLibrary(name, program, search) === null ? inOriginal(name, program, input, isMusl) : null;
    return before === null ? [] : [{ name, path: before.path }];
  });
  return lost.map(({ name, path }) => {
    const summary = `${name} is to be loaded before all others, and the loader does not find it`;
    return { check: 'libraries', code: 'missing-library', gravity: 'failure', summary, path, chain: ['LD_PRELOAD or /etc/ld.so.preload'] };
  });
}

function isForMusl({ elf }: LoadedObject, { slim }: ProofInput): boolean {
  return /ld-musl/.test(elf.interpreter ?? '') || (elf.interpreter === null && hasMusl(slim));
}

/** All that the loader would map for an object, each once. */
function walk(root: LoadedObject, loaded: Set<Node>, input: ProofInput): readonly ProofProblem[] {
  const isMusl = isForMusl(root, input);
  const search = searchIn(input.slim, isMusl);
  const problems: ProofProblem[] = [];
  const seen = new Set<Node>([root.node]);
  const open: LoadedObject[] = [root];
  for (let by = open.pop(); by !== undefined; by = open.pop()) {
    loaded.add(by.node);
    for (const name of by.elf.needed) {
      const found = findLibrary(name, by, search);
      if (found === null) problems.push(...missing(name, by, input, isMusl));
      else {
        problems.push(...missingVersions(name, found, by, input, isMusl));
        if (!seen.has(found.node)) open.push({ ...found, loadedBy: by });
        seen.add(found.node);
      }
    }
  }
  return problems;
}

function hasMusl({ tree }: ProofSubject): boolean {
  const lib = resolvePath(tree, '/lib');
  return lib !== null && tree.isDirectory(lib) && tree.children(lib).some((node) => tree.name(node).startsWith('ld-musl-'));
}

function searchIn({ tree, elfAt, settings, config }: ProofSubject, isMusl: boolean): LibrarySearch {
  const libraryPath = (environmentValue(config.env, 'LD_LIBRARY_PATH') ?? '').split(':').filter((directory) => directory.startsWith('/'));
  return { tree, elfAt, settings, libraryPath, isMusl };
}

/** The same search in the original, for an object that both have: null where it fails there as well, or the object is of the base. */
function inOriginal(name: string, by: LoadedObject, { original }: ProofInput, isMusl: boolean): FoundLibrary | null {
  const same = originalOf(by, original);
  return same === null ? null : findLibrary(name, same, searchIn(original, isMusl));
}

function originalOf({ path, loadedBy }: LoadedObject, original: ProofSubject): LoadedObject | null {
  const node = resolvePath(original.tree, path);
  const elf = node === null ? null : original.elfAt(node);
  return node === null || elf === null ? null : { path, node, elf, loadedBy: loadedBy === null ? null : originalOf(loadedBy, original) };
}

function missing(name: string, by: LoadedObject, input: ProofInput, isMusl: boolean): readonly ProofProblem[] {
  const before = inOriginal(name, by, input, isMusl);
  if (before === null) return [];
  const summary = `${by.path} needs ${name}, which its loader does not find`;
  return [
    {
      check: 'libraries',
      code: 'missing-library',
      gravity: gravityOf(rootOf(by), input),
      summary,
      path: before.path,
      chain: chainOf(by, input),
    },
  ];
}

/** A library without versions only draws a complaint of the loader. https://man7.org/linux/man-pages/man8/ld.so.8.html */
function missingVersions(name: string, found: FoundLibrary, by: LoadedObject, input: ProofInput, isMusl: boolean): readonly ProofProblem[] {
  const lacking = lackingVersions(name, found, by);
  if (lacking.length === 0) return [];
  const before = inOriginal(name, by, input, isMusl);
  if (before !== null && lackingVersions(name, before, by).length > 0) return [];
  const summary = `${by.path} needs ${lacking.join(', ')} of ${name}, which ${found.path} does not have`;
  return [
    {
      check: 'libraries',
      code: 'missing-symbol-version',
      gravity: gravityOf(rootOf(by), input),
      summary,
      path: found.path,
      chain: chainOf(by, input),
    },
  ];
}

function lackingVersions(name: string, { elf }: FoundLibrary, by: LoadedObject): readonly string[] {
  const wanted = Object.hasOwn(by.elf.versionNeeds, name) ? by.elf.versionNeeds[name]! : [];
  if (elf.versionDefinitions.length === 0) return [];
  const defined = new Set(elf.versionDefinitions);
  return wanted.filter((version) => !defined.has(version));
}

function chainOf(by: LoadedObject, { plan }: ProofInput): readonly string[] {
  const steps: string[] = [];
  for (let at: LoadedObject | null = by; at !== null; at = at.loadedBy) steps.push(`needed by ${at.path}`);
  return [...steps, ...planChain(plan, rootOf(by))];
}

/** What all of it is loaded for. */
function rootOf({ path, loadedBy }: LoadedObject): string {
  return loadedBy === null ? path : rootOf(loadedBy);
}
