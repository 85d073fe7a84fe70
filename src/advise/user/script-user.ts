import { posix } from 'node:path';
import type { ImageTree } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { Confidence } from '../../model/plan.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { behindLinks } from '../data/writable-paths.ts';
import { warning } from '../need.ts';
import { readSource } from '../shell/read-sources.ts';
import type { TracedImage } from '../trace-image.ts';
import type { Invocation, Scene } from '../tracer.ts';
import type { DirectUser } from './direct-user.ts';
import { type Accounts, findAccount, runsAsRoot } from './plan-user.ts';
import { onlyPrepares, userSwitch } from './root-branch.ts';

/**
 * The configuration that starts at once as the user as whom an entrypoint starts itself anew, as many official images have it:
 * `if [ "$(id -u)" = 0 ]; then chown … /data; exec gosu app "$0" "$@"; fi`. null where there is no such thing.
 */
export async function scriptUser(
  config: RuntimeConfig,
  { invocations }: TracedImage,
  accounts: Accounts,
  scene: Scene,
): Promise<DirectUser | null> {
  const hasHome = config.env.some((line) => line.startsWith('HOME='));
  if (hasHome || !runsAsRoot(config.user, accounts)) return null;
  const found = invocations.filter((invocation) => startsItself(invocation, scene));
  const [first] = found;
  const name = first?.argv[1] ?? '';
  const account = name.includes(':') ? null : findAccount(name, accounts);
  if (first === undefined || account === null || account.uid === 0 || found.some(({ argv }) => argv[1] !== name)) return null;
  const script = resolvePath(scene.view.tree, first.from!);
  const source = script === null ? null : await readSource(scene, first.from!, script);
  if (source === null || !onlyPrepares(source.script)) return null;
  const text = `the image starts as ${name} at once, which ${first.from} would only become: a volume that root has written to, or a directory of the host, must be given to ${name} first`;
  return { config: { ...config, user: String(account.uid) }, warning: warning('user-switch-replaced', text, first.from) };
}

function startsItself({ argv: [program = '', , command = ''], env, workingDir, from }: Invocation, { view: { tree } }: Scene): boolean {
  if (from === null || !userSwitch.test(posix.basename(program))) return false;
  const found = locateProgram(tree, command, { directories: searchPath(env), workingDirectory: workingDir });
  return found !== null && found.node === resolvePath(tree, from);
}

/**
 * Whether what only root did is nothing but to make and give away places that the plan gives to the user: all that is started or read
 * only by guess when the same image starts as that user, and wherever anything is written to.
 * @param own paths that the user will own, or everybody may write to
 */
export function isPrepared(asRoot: TracedImage, asUser: TracedImage, own: readonly string[], scene: Scene): boolean {
  const { tree } = scene.view;
  const isOwn = (path: string): boolean => {
    const real = behindLinks(tree, path);
    return path.startsWith('/dev/') || own.some((top) => real === top || real.startsWith(`${top}/`));
  };
  const after = new Set(asUser.invocations.filter(isLikely).map(keyOf));
  const likely = asRoot.invocations.filter(isLikely);
  const gone = likely.filter((invocation) => !after.has(keyOf(invocation)));
  const scripts = new Set(gone.filter(isSwitch).map(({ from }) => from));
  const itself = new Set(gone.filter(isSwitch).map(({ argv }) => JSON.stringify(argv.slice(2))));
  const isRead = [...asRoot.closure.kept].some(([node, kept]) => {
    const other = asUser.closure.kept.get(node);
    return kept.reason === 'sourced by' && isLikely(kept) && (other === undefined || !isLikely(other));
  });
  return (
    itself.size > 0 &&
    gone.every(({ argv }) => isSwitch({ argv }) || itself.has(JSON.stringify(argv)) || prepares.test(posix.basename(argv[0]!))) &&
    likely.filter(({ from }) => scripts.has(from)).every((invocation) => changesOnly(invocation, isOwn, tree)) &&
    !isRead &&
    asRoot.writes.every(isOwn)
  );
}

/** What root starts before it becomes somebody else. */
const prepares = /^(?:\[|chmod|chown|echo|find|id|mkdir|printf|test|true)$/;
const changers = /^(?:chgrp|chmod|chown|cp|install|ln|mkdir|mkfifo|mv|rm|rmdir|rsync|tee|touch|truncate|unlink)$/;

/** Whether a program changes nothing but what is the user's, as far as its words tell. */
function changesOnly(
  { argv: [program = '', ...args], workingDir }: Invocation,
  isOwn: (path: string) => boolean,
  tree: ImageTree,
): boolean {
  const name = posix.basename(program);
  if (name === 'find') return findsOnly(args, (path) => isKnown(path) && isOwn(posix.resolve(workingDir, path)));
  if (!changers.test(name)) return true;
  const words = args.filter((word) => !word.startsWith('-'));
  // Whom or what to is no path.
  const paths = /^ch/.test(name) ? words.slice(1) : words;
  return paths.every((path) => {
    const absolute = posix.resolve(workingDir, path);
    return isKnown(path) && (isOwn(absolute) || (name === 'mkdir' && isDirectory(tree, absolute)));
  });
}

/** `find PLACE… -exec chown … {} +` */
function findsOnly(args: readonly string[], isOwn: (path: string) => boolean): boolean {
  const end = args.findIndex((word) => /^[-!(\\]/.test(word));
  const places = args.slice(0, end < 0 ? args.length : end);
  const isGiving = args.every(
    (word, at) => !/^-(?:delete|exec|fls|fprint|ok)/.test(word) || /(?:^|\/)ch(?:own|mod|grp)$/.test(args[at + 1] ?? ''),
  );
  return isGiving && (places.length === 0 ? ['.'] : places).every(isOwn);
}

function isKnown(word: string): boolean {
  return !/[$`*?[]/.test(word);
}

function isDirectory(tree: ImageTree, path: string): boolean {
  const node = resolvePath(tree, path);
  return node !== null && tree.isDirectory(node);
}

function isSwitch({ argv: [program = ''] }: Pick<Invocation, 'argv'>): boolean {
  return userSwitch.test(posix.basename(program));
}

function isLikely({ confidence }: { readonly confidence: Confidence }): boolean {
  return confidence !== 'guessed';
}

/** With all that it is started with, but for what a shell counts. */
function keyOf({ argv, env, workingDir, from }: Invocation): string {
  return JSON.stringify([argv, env.filter((line) => !/^(?:_|SHLVL|OLDPWD)=/.test(line)), workingDir, from]);
}
