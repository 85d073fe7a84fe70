import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { wrappedCommand } from '../../program/wrapped-command.ts';
import type { Invocation, Scene } from '../tracer.ts';
import { languageOf } from './language-of.ts';
import { foreignProgram } from './main-program.ts';
import { namedTargets, programUse } from './plain-programs.ts';
import { type RootNeed, rootNeed } from './root-need.ts';
import { rootProgram } from './root-programs.ts';

/** What is known of a program that is started. */
export type StartedKind =
  | { readonly kind: 'harmless' }
  | { readonly kind: 'need'; readonly need: RootNeed }
  /** Of nobody's package: to be looked into. */
  | { readonly kind: 'own'; readonly program: Node };

/** Of the user in the place of root. */
export type Rights = {
  /** Whether it may write there. */
  readonly isCovered: (path: string) => boolean;
  /** Programs that become that user by themselves. */
  readonly becoming: ReadonlySet<Node>;
};

const becomesSomebody = /^--(?:user|uid|gid|group|setuid|setgid|chroot)(?:=|$)/;

const harmless: StartedKind = { kind: 'harmless' };

/** Looks at a start by the program's name; what it has to do with its own scripts is for others to see. */
export function startedKind(invocation: Invocation, scene: Scene, { isCovered, becoming }: Rights): StartedKind {
  const { argv, env, workingDir, from } = invocation;
  const found = locateProgram(scene.view.tree, argv[0]!, { directories: searchPath(env), workingDirectory: workingDir });
  if (found === null || becoming.has(found.node)) return harmless;
  const shell = scene.view.shell(found.node);
  const isBusybox = shell?.kind === 'busybox';
  const isDirect = isBusybox && posix.basename(argv[0]!).startsWith('busybox');
  const [first = '', ...args] = isDirect ? argv.slice(1) : argv;
  const name = posix.basename(first);
  const said = (reason: string): StartedKind => ({
    kind: 'need',
    need: rootNeed(from === null ? reason : `${reason} (started by ${from})`, from),
  });
  const use = programUse(name, args, isBusybox);
  if (use === 'plain') return harmless;
  if (use === 'unusual') return said(`${name} writes, or becomes somebody else, by its options`);
  const targets = namedTargets(name, args);
  if (targets !== null) {
    const missed = targets.find((path) => !isCovered(path));
    return missed === undefined ? harmless : said(`${name} changes ${missed}, which belongs to root`);
  }
  const switched = args.find((arg) => becomesSomebody.test(arg));
  if (switched !== undefined) return said(`${name} is told to become somebody else (${switched})`);
  const why = rootProgram(name) ?? rootProgram(scene.view.tree.name(found.node));
  if (why !== null) return said(why);
  if (shell !== null && !isDirect && (!isBusybox || /^(?:ba|a)?sh$/.test(name))) return harmless;
  const language = languageOf(found.node, invocation, scene);
  const foreign = language === null ? null : foreignProgram(language, invocation, scene);
  if (foreign !== null) return said(`nobody here knows what ${foreign} writes to, and what it may do only as root`);
  if (wrappedCommand(argv) !== null || language !== null) return harmless;
  const owner = scene.inventory.ownership.system[found.node]!;
  const isScript = scene.view.script(found.node) !== null || scene.view.kind(found.node) === 'text';
  if (isScript && owner === none) return harmless;
  if (owner === none && !isBusybox) return { kind: 'own', program: found.node };
  const package_ = owner === none ? 'busybox' : scene.inventory.packages[owner]!.name;
  return said(`nobody here knows what ${name} of ${package_} writes to, and what it may do only as root`);
}
