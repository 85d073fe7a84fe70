import { isFile, isSymlink, modeOf } from '../../analyze/node-columns.ts';
import { isBroadDirectory } from '../../filesystem/broad-directories.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { symlinkTarget } from '../../filesystem/trace-path.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { Diagnosis } from '../../model/report.ts';
import type { Scene } from '../tracer.ts';
import { applicationHomes } from './application-homes.ts';
import { BuildInputs } from './build-inputs.ts';
import { copiedLayers } from './copied-layers.ts';
import { isConfigured, isSystemState, isTemporary, isToolchain } from './system-state.ts';

/** Why a file that no traced program asked for is not taken as data. */
export type LeftOut = {
  readonly kind: 'base' | 'package' | 'finding' | 'secret' | 'temporary' | 'state' | 'toolchain' | 'build-input' | 'program';
  /** Completes "PATH is left out: …". */
  readonly reason: string;
};

/** Of findings that name what a production image does not want. */
const unwanted = new Set(['package-cache', 'bytecode', 'documentation', 'vcs-metadata', 'log-or-temp', 'secret', 'core-dump']);

/** Judges files that nothing asked for: null for data that belongs to the application. */
export function leftOutJudge(scene: Scene, diagnosis: Diagnosis, isKept: (node: Node) => boolean): (node: Node) => LeftOut | null {
  const { view, inventory } = scene;
  const { tree } = view;
  const findings = unwantedNodes(scene, diagnosis);
  const inputs = new BuildInputs(tree);
  const goneState = goneStateFinder(scene, isKept);
  const isBase = diagnosis.layers.map(({ origin }) => origin.kind === 'base');
  const isCopied = copiedLayers(scene);
  const isOfApplication = applicationHomes(scene, isKept);
  const { system, language } = inventory.ownership;
  const ofPackages = inventory.packages.map(({ name }): LeftOut => {
    return { kind: 'package', reason: `of the package ${name}, nothing that runs asks for it` };
  });
  const parent = tree.parent.bind(tree);
  return (node) => {
    const entry = tree.entryAt(node);
    if (entry === null) return { kind: 'base', reason: 'no layer has it' };
    const owner = system[node] !== none ? system[node]! : language[node]!;
    if (owner !== none) return ofPackages[owner]!;
    const code = findingAbove(parent, node, findings);
    const layer = tree.layerOf(entry);
    if (code !== null) return { kind: isBase[layer] ? 'finding' : kindOfFinding(code), reason: `named by the finding ${code}` };
    const path = tree.path(node);
    if (isBase[layer] && !isOfApplication(path))
      return { kind: 'base', reason: 'it came with the base image, and nothing that runs asks for it' };
    if (isTemporary(path)) return { kind: 'temporary', reason: 'it lies where nothing is meant to last' };
    if (!isBase[layer] && isCopied(layer) && isConfigured(path)) return null;
    if (isSystemState(path) || isAlternative(node, tree) || isEmptyPlace(node, path, tree))
      return { kind: 'state', reason: 'state of the build, or of tools that are gone' };
    const gone = goneState(path);
    if (gone !== null) return { kind: 'state', reason: `state of the package ${gone}, of which nothing runs` };
    if (isToolchain(path)) return { kind: 'toolchain', reason: 'of a tool that builds, and nothing that runs asks for it' };
    if (inputs.isInput(node)) return { kind: 'build-input', reason: 'it looks like what a compiled program was built from' };
    if (isUnstartedProgram(node, scene)) return { kind: 'program', reason: 'a program that nothing was seen to start' };
    return null;
  };
}

/** What lets its reader in is for the application to have, though not from the image; what was typed once is not. */
function kindOfFinding(code: string): LeftOut['kind'] {
  if (code.startsWith('log-or-temp/')) return 'temporary';
  return code.startsWith('secret/') && code !== 'secret/shell-history' ? 'secret' : 'finding';
}

/** The package, of which nothing is kept, that a directory of state is called after; null for any other path. */
function goneStateFinder({ inventory }: Scene, isKept: (node: Node) => boolean): (path: string) => string | null {
  const answers = new Map<string, string | null>();
  return (path) => {
    const name = /^\/var\/lib\/([^/]+)\//.exec(path)?.[1];
    if (name === undefined) return null;
    const known = answers.get(name);
    if (known !== undefined) return known;
    const owners = inventory.packages.filter((found) => found.name === name || found.name.startsWith(`${name}-`));
    const gone = owners.some(({ files }) => files.some(isKept)) ? null : (owners[0]?.name ?? null);
    answers.set(name, gone);
    return gone;
  };
}

/** A name that an administrator may let lead to one of several programs. */
function isAlternative(node: Node, tree: Scene['view']['tree']): boolean {
  return symlinkTarget(tree, node)?.startsWith('/etc/alternatives/') === true;
}

/** Directories that distributions make for whoever may come. */
function isEmptyPlace(node: Node, path: string, tree: Scene['view']['tree']): boolean {
  return tree.isDirectory(node) && (isBroadDirectory(path) || /^\/(?:usr|etc|lib\w*|media|mnt)\//.test(path));
}

const programDirectories = /^\/(?:usr\/)?(?:local\/)?s?bin\/[^/]+$/;

/** Where commands lie there is no data: a link, or what can be executed. */
function isUnstartedProgram(node: Node, { view: { tree } }: Scene): boolean {
  return programDirectories.test(tree.path(node)) && (isSymlink(tree, node) || (isFile(tree, node) && (modeOf(tree, node) & 0o111) !== 0));
}

/** Nodes that findings name, directories for all below, with the finding's code. */
function unwantedNodes({ view }: Scene, { findings }: Diagnosis): ReadonlyMap<Node, string> {
  const nodes = new Map<Node, string>();
  for (const { code, evidence } of findings) {
    if (!unwanted.has(code.split('/', 1)[0]!)) continue;
    for (const one of evidence) {
      const node = one.kind === 'file' ? resolvePath(view.tree, one.path, false) : null;
      if (node !== null) nodes.set(node, code);
    }
  }
  return nodes;
}

function findingAbove(parent: (node: Node) => Node | null, node: Node, findings: ReadonlyMap<Node, string>): string | null {
  for (let at: Node | null = node; at !== null; at = parent(at)) {
    const code = findings.get(at);
    if (code !== undefined) return code;
  }
  return null;
}
