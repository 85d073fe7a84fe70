import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { PlanUser, PlanWarning } from '../../model/plan.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import type { Kept } from '../closure.ts';
import type { ReadStrings } from '../elf/read-strings.ts';
import type { TracedClosure } from '../trace-closure.ts';
import type { Invocation, Scene } from '../tracer.ts';
import { type GivenPaths, isWritten } from './given-paths.ts';
import { languageOf } from './language-of.ts';
import { namedPlaces } from './named-places.ts';
import { nativeNeed } from './native-needs.ts';
import { startedKind } from './program-needs.ts';
import { type RootNeed, rootNeed } from './root-need.ts';
import { scriptNeeds, shellScripts, textNeeds } from './script-needs.ts';
import { sourceNeeds } from './source-needs.ts';
import { stateFileNeeds } from './state-files.ts';
import { unreadableNeeds } from './unreadable-needs.ts';
import type { Language } from './write-signs.ts';

export type RootNeedsInput = {
  readonly config: RuntimeConfig;
  readonly traced: TracedClosure;
  /** With parents. */
  readonly kept: ReadonlyMap<Node, Kept>;
  readonly given: GivenPaths;
  /** Who takes the place of root. */
  readonly user: PlanUser;
  /** Programs that become that user by themselves. */
  readonly becoming: readonly Node[];
  readonly readStrings: ReadStrings;
};

/**
 * All that speaks against another user than root, as far as the image tells: none where it surely can do without. What is known
 * without reading any file comes first, and if there is some the rest is not looked for.
 */
export async function rootNeeds(input: RootNeedsInput, scene: Scene): Promise<readonly RootNeed[]> {
  const { config, traced, kept, given, user } = input;
  const written = given.paths.filter((path) => isWritten(path, user));
  const places = written.map(({ path }) => path);
  const workingDir = posix.resolve('/', config.workingDir);
  const covered = workingDir === '/' ? places : [...places, workingDir];
  const isCovered = (path: string): boolean => covered.some((top) => path === top || path.startsWith(`${top}/`));
  const becoming = new Set(input.becoming);
  const invocations = traced.invocations.filter(({ from }) => !isStarter(from, becoming, scene));
  const kinds = invocations.map((invocation) => startedKind(invocation, scene, { isCovered, becoming }));
  const known = [
    ...kinds.flatMap((one) => (one.kind === 'need' ? [one.need] : [])),
    ...unreadableNeeds(kept, new Set(covered), user, scene),
    ...given.needs,
    ...namedPlaces(config, invocations, written, scene),
    ...stateFileNeeds(kept, user, scene),
    ...traced.warnings.flatMap(notUnderstood),
  ];
  if (known.length > 0) return unique(known);
  const programs = new Set(kinds.flatMap((one) => (one.kind === 'own' ? [one.program] : [])));
  if (programs.size > 0) for (const library of ownLibraries(kept, scene)) programs.add(library);
  return unique([
    ...(await shellNeeds(invocations, kept, scene)),
    ...(await nativeNeeds(programs, input, scene)),
    ...(await languageNeeds(invocations, kept, scene)),
  ]);
}

/** Whether it is a script that as a whole is known to do as that user what it does as root. */
function isStarter(path: string | null, becoming: ReadonlySet<Node>, { view }: Scene): boolean {
  const node = path === null ? null : resolvePath(view.tree, path);
  return node !== null && becoming.has(node) && view.script(node) !== null;
}

/** Who does not know what is started does not know what that needs. */
const unsure: ReadonlySet<string> = new Set([
  ...['shell-unresolved-command', 'shell-arguments-missing', 'shell-syntax', 'shell-too-much', 'shell-unreadable', 'shell-interactive'],
  ...['shell-script-missing', 'perl-script-missing', 'ruby-script-missing', 'java-program-unknown', 'java-class-path-missing'],
  ...['unknown-interpreter', 'runtime-not-understood', 'server-not-understood', 'too-many-starts', 'sshd-logins', 'program-not-found'],
]);

function notUnderstood({ code, path, line }: PlanWarning): readonly RootNeed[] {
  return unsure.has(code) ? [rootNeed(`what ${path ?? 'the image'} starts is not known (${code})`, path, line)] : [];
}

type KeptNodes = ReadonlyMap<Node, Kept>;

async function shellNeeds(invocations: readonly Invocation[], kept: KeptNodes, scene: Scene): Promise<readonly RootNeed[]> {
  const needs: RootNeed[] = [];
  for (const { argv, from } of invocations) {
    const text = /(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(argv[0]!) && /^-\w*c$/.test(argv[1] ?? '') ? (argv[2] ?? '') : '';
    needs.push(...textNeeds(text, from));
  }
  for (const script of shellScripts(kept, scene)) needs.push(...(await scriptNeeds(script, scene)));
  return needs;
}

/** Of the application, and not of a runtime that was put into the image by hand. */
function ownLibraries(kept: ReadonlyMap<Node, Kept>, { view, inventory }: Scene): readonly Node[] {
  return [...kept.keys()].filter((node) => {
    const elf = inventory.ownership.system[node] === none ? view.elf(node) : null;
    return elf?.type === 'shared' && elf.interpreter === null && !systemLibrary.test(view.tree.path(node));
  });
}

const systemLibrary = /^\/(?:usr\/)?lib(?:32|64|x32)?\/|\/(?:node_modules|site-packages|dist-packages|gems|jvm)\//;

async function nativeNeeds(
  programs: ReadonlySet<Node>,
  { config, readStrings }: RootNeedsInput,
  scene: Scene,
): Promise<readonly RootNeed[]> {
  const needs: RootNeed[] = [];
  for (const program of programs) {
    const need = await nativeNeed(program, config, readStrings, scene);
    if (need !== null) needs.push(need);
  }
  return needs;
}

async function languageNeeds(invocations: readonly Invocation[], kept: KeptNodes, scene: Scene): Promise<readonly RootNeed[]> {
  const inline = new Map<Language, string>();
  for (const invocation of invocations) {
    const language = languageAt(invocation, scene);
    if (language !== null) inline.set(language, `${inline.get(language) ?? ''}${inlineOf(invocation)}`);
  }
  const needs: RootNeed[] = [];
  for (const [language, text] of inline) needs.push(...(await sourceNeeds(language, text, kept, scene)));
  return needs;
}

function languageAt(invocation: Invocation, scene: Scene): Language | null {
  const { argv, env, workingDir } = invocation;
  const found = locateProgram(scene.view.tree, argv[0]!, { directories: searchPath(env), workingDirectory: workingDir });
  return found === null ? null : languageOf(found.node, invocation, scene);
}

/** A program on the command line: `-c`, `-e`, `-r`. */
function inlineOf({ argv }: Invocation): string {
  const at = argv.findIndex((word) => /^(?:-[cerEp]|--eval|--print|-\w*[eE])$/.test(word));
  return at < 1 ? '' : `${argv.slice(at + 1).join('\n')}\n`;
}

function unique(needs: readonly RootNeed[]): readonly RootNeed[] {
  return [...new Map(needs.map((one) => [`${one.reason} ${one.line}`, one])).values()];
}
