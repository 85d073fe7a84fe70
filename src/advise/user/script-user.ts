import { posix } from 'node:path';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { Confidence } from '../../model/plan.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { behindLinks } from '../data/writable-paths.ts';
import { warning } from '../need.ts';
import type { TracedImage } from '../trace-image.ts';
import type { Invocation, Scene } from '../tracer.ts';
import type { DirectUser } from './direct-user.ts';
import { programUse } from './plain-programs.ts';
import { type Accounts, findAccount, runsAsRoot } from './plan-user.ts';

/** They take a user and a command. */
const switches = /^(?:gosu|su-exec)$/;
/** What root does before it becomes somebody else: makes and gives away the places where that user writes. */
const prepares = /^(?:id|mkdir|chown|chmod|find|xargs|touch|install)$/;

/**
 * The configuration that starts at once as the user as whom an entrypoint starts itself anew, as many official images have it:
 * `if [ "$(id -u)" = 0 ]; then chown … /data; exec gosu app "$0" "$@"; fi`. null where there is no such thing.
 */
export function scriptUser(config: RuntimeConfig, { invocations }: TracedImage, accounts: Accounts, scene: Scene): DirectUser | null {
  const hasHome = config.env.some((line) => line.startsWith('HOME='));
  if (hasHome || !runsAsRoot(config.user, accounts)) return null;
  const found = invocations.filter((invocation) => startsItself(invocation, scene));
  const [first] = found;
  const name = first?.argv[1] ?? '';
  const account = name.includes(':') ? null : findAccount(name, accounts);
  if (first === undefined || account === null || account.uid === 0 || found.some(({ argv }) => argv[1] !== name)) return null;
  const text = `the image starts as ${name} at once, which ${first.from} would only become: a volume that root has written to, or a directory of the host, must be given to ${name} first`;
  return { config: { ...config, user: String(account.uid) }, warning: warning('user-switch-replaced', text, first.from) };
}

function startsItself({ argv: [program = '', , command = ''], env, workingDir, from }: Invocation, { view: { tree } }: Scene): boolean {
  if (from === null || !switches.test(posix.basename(program))) return false;
  const found = locateProgram(tree, command, { directories: searchPath(env), workingDirectory: workingDir });
  return found !== null && found.node === resolvePath(tree, from);
}

/**
 * Whether what only root did is nothing but to make and give away places that the plan gives to the user: all that is started or read
 * only by guess when the same image starts as that user, and wherever anything is written to.
 * @param own paths that the user will own, or everybody may write to
 */
export function isPrepared(asRoot: TracedImage, asUser: TracedImage, own: readonly string[], { view: { tree } }: Scene): boolean {
  const isOwn = (path: string): boolean => {
    const real = behindLinks(tree, path);
    return path.startsWith('/dev/') || own.some((top) => real === top || real.startsWith(`${top}/`));
  };
  const after = new Set(asUser.invocations.filter(isLikely).map(keyOf));
  const gone = asRoot.invocations.filter((invocation) => isLikely(invocation) && !after.has(keyOf(invocation)));
  const itself = new Set(gone.filter(isSwitch).map(({ argv }) => JSON.stringify(argv.slice(2))));
  const isHarmless = ({ argv, argv: [program = '', ...args] }: Invocation): boolean => {
    const name = posix.basename(program);
    if (switches.test(name) || itself.has(JSON.stringify(argv)) || programUse(name, args, false) === 'plain') return true;
    return prepares.test(name) && args.every((word) => !word.startsWith('/') || isOwn(word));
  };
  const isRead = [...asRoot.closure.kept].some(([node, kept]) => {
    const other = asUser.closure.kept.get(node);
    return kept.reason === 'sourced by' && isLikely(kept) && (other === undefined || !isLikely(other));
  });
  return itself.size > 0 && gone.every(isHarmless) && !isRead && asRoot.writes.every(isOwn);
}

function isSwitch({ argv: [program = ''] }: Invocation): boolean {
  return switches.test(posix.basename(program));
}

function isLikely({ confidence }: { readonly confidence: Confidence }): boolean {
  return confidence !== 'guessed';
}

function keyOf({ argv, from }: Invocation): string {
  return JSON.stringify([argv, from]);
}
