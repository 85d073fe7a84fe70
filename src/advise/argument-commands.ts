import { posix } from 'node:path';
import type { Node } from '../filesystem/image-tree.ts';
import { none } from '../filesystem/tree-state.ts';
import { locateProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';
import type { Invocation, Scene } from './tracer.ts';

const maxArguments = 100;
/** Of these every system has some, under names that are words for others: `server test`, `vault login`. */
const basePackages =
  /^(?:adduser|apt|base-passwd|bsd\w*utils|busybox.*|coreutils.*|debianutils|diffutils|dpkg|e2fsprogs|findutils|grep|gzip|hostname|info|install-info|kmod|less|lib\w*-bin|login|mawk|mount|ncurses-bin|passwd|procps|psmisc|sed|shadow.*|sysvinit-utils|tar|texinfo|util-linux.*)$/;
/** Options that take the name of somebody, or of a module, that may be called like a program. */
const nameOptions = /^--?(?:m|u|g|user|group|uid|gid|name)$/;

/**
 * What a program that nobody understands may start: the words from the first that names a program on, as in `doppler run -- server`.
 * What follows an option may be its value, and is looked at last.
 */
export function argumentCommand(invocation: Invocation, scene: Scene): Invocation | null {
  const words = invocation.argv.slice(1, maxArguments);
  const isValue = (at: number): boolean => at > 0 && /^-[^=]+$/.test(words[at - 1]!) && words[at - 1] !== '--';
  const found = [...words.keys()].filter((at) => !nameOptions.test(words[at - 1] ?? '') && namesProgram(words[at]!, invocation, scene));
  const first = found.find((at) => !isValue(at)) ?? found[0];
  return first === undefined ? null : { ...invocation, argv: words.slice(first), reason: 'likely started by', confidence: 'guessed' };
}

/** Whether a word is the name of a program in PATH, and hardly of anything else. */
export function namesProgram(word: string, { env, workingDir }: Pick<Invocation, 'env' | 'workingDir'>, scene: Scene): boolean {
  if (!/^[\w.+-]+$/.test(word) || word.startsWith('-')) return false;
  const found = locateProgram(scene.view.tree, word, { directories: searchPath(env), workingDirectory: workingDir });
  return found !== null && (/^(?:ba|da|a)?sh$/.test(word) || !isOfBase(found.node, scene));
}

function isOfBase(node: Node, { view: { tree }, inventory }: Scene): boolean {
  const owner = inventory.ownership.system[node]!;
  if (owner !== none) return basePackages.test(inventory.packages[owner]!.name);
  return /^(?:\/usr)?\/s?bin$/.test(posix.dirname(tree.path(node))) && isBaseName(tree.name(node));
}

function isBaseName(name: string): boolean {
  return /^(?:busybox|coreutils|dir|env|expr|file|find|id|info|install|join|kill|link|login|mount|more|ping|sort|split|stat|su|sync|tail|tar|test|time|top|touch|tr|true|users|watch|who|yes)$/.test(
    name,
  );
}
