import { posix } from 'node:path';
import { containerUser } from '../../analyze/container-user.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { listedFiles } from './listed-files.ts';
import { environment } from './look-up.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

type Print = (context: ShellContext, state: ShellState, words: readonly string[]) => readonly string[] | null;

/** https://github.com/opencontainers/image-spec/blob/main/config.md, and what the kernel and Debian say to it. Images for 386 run on either kernel. */
const machines: Readonly<Record<string, readonly [kernel: string | null, debian: string]>> = {
  '386': [null, 'i386'],
  amd64: ['x86_64', 'amd64'],
  arm64: ['aarch64', 'arm64'],
  ppc64le: ['ppc64le', 'ppc64el'],
  riscv64: ['riscv64', 'riscv64'],
  s390x: ['s390x', 's390x'],
};

const prints: Readonly<Record<string, Print>> = {
  arch: (context) => machine(context, 0),
  basename: (_context, _state, words) => {
    const [path = '', suffix] = operands(words);
    return [suffix === undefined ? posix.basename(path) : posix.basename(path, suffix)];
  },
  command: (context, state, words) => (words[0] === '-v' ? located(context, state, words.slice(1)) : null),
  dirname: (_context, _state, words) => operands(words).map((path) => posix.dirname(path)),
  dpkg: (context, _state, words) => (words.join(' ') === '--print-architecture' ? machine(context, 1) : null),
  echo: (_context, _state, words) => [words.filter((word) => !/^-[neE]+$/.test(word)).join(' ')],
  find: listedFiles,
  id: ({ scene }, _state, words) => userId(scene, words),
  ls: names,
  printf: (_context, _state, words) => (/^%s(?:\\[n0])?$/.test(words[0] ?? '') ? words.slice(1) : null),
  pwd: (_context, state) => (state.workingDir === null ? null : [state.workingDir]),
  readlink: realPaths,
  realpath: realPaths,
  type: (context, state, words) => (/^-[pP]$/.test(words[0] ?? '') ? located(context, state, words.slice(1)) : null),
  uname: (context, _state, words) => (words.join(' ') === '-m' ? machine(context, 0) : null),
  which: located,
};

function machine({ scene }: ShellContext, at: 0 | 1): readonly string[] | null {
  const { architecture } = scene.view.image.config.platform;
  const name = Object.hasOwn(machines, architecture) ? machines[architecture]![at] : null;
  return name === null ? null : [name];
}

/** Lines that a command prints, where they follow from its arguments and the files of the image; null for all others. */
export function commandOutput(
  context: ShellContext,
  state: ShellState,
  [name = '', ...words]: readonly string[],
): readonly string[] | null {
  const base = posix.basename(name);
  return Object.hasOwn(prints, base) ? prints[base]!(context, state, words) : null;
}

/** Of anybody but root, in whose place the plan may put somebody else. */
function userId({ view }: ShellContext['scene'], words: readonly string[]): readonly string[] | null {
  const { uid } = containerUser(view);
  return words.length === 1 && /^(?:-u|--user)$/.test(words[0]!) && uid !== null && uid !== 0 ? [String(uid)] : null;
}

function operands(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith('-'));
}

function realPaths(context: ShellContext, state: ShellState, words: readonly string[]): readonly string[] | null {
  const { tree } = context.scene.view;
  const { workingDir } = state;
  if (workingDir === null) return null;
  return operands(words).map((path) => {
    const absolute = posix.resolve(workingDir, path);
    const node = resolvePath(tree, absolute);
    return node === null ? absolute : tree.path(node);
  });
}

/** The names themselves of what is no file: builtins and functions. */
function located(context: ShellContext, state: ShellState, words: readonly string[]): readonly string[] | null {
  const { workingDir } = state;
  if (workingDir === null) return null;
  const place = { directories: searchPath(environment(state, context.env)), workingDirectory: workingDir };
  return operands(words).map((name) => locateProgram(context.scene.view.tree, name, place)?.path ?? name);
}

/** Of a directory what is in it, of anything else the path. */
function names(context: ShellContext, state: ShellState, words: readonly string[]): readonly string[] | null {
  const { tree } = context.scene.view;
  const { workingDir } = state;
  if (workingDir === null) return null;
  const places = operands(words);
  return (places.length === 0 ? ['.'] : places).flatMap((place) => {
    const node = resolvePath(tree, posix.resolve(workingDir, place));
    if (node === null) return [];
    return tree.isDirectory(node) ? tree.children(node).map((child) => tree.name(child)) : [place];
  });
}
