import type { Node } from '../../../filesystem/image-tree.ts';
import { locateProgram } from '../../../program/find-program.ts';
import { searchPath } from '../../../program/search-path.ts';
import { wrappedCommand } from '../../../program/wrapped-command.ts';
import { namesProgram } from '../../argument-commands.ts';
import { isProgramFile } from '../../named-path.ts';
import type { Scene } from '../../tracer.ts';
import { constantNames } from './constant-names.ts';

/** What a program of Go or Rust may start. */
export type StartedPrograms = {
  /** As it names them: those to keep. */
  readonly started: readonly string[];
  /** Those that are only told of: shells, what a whole language comes with, names that are words as well. */
  readonly left: readonly string[];
  /** Whether there may be names that nobody can see. */
  readonly isBlind: boolean;
};

const nothing: StartedPrograms = { started: [], left: [], isBlind: false };

/** Functions by which programs are started, as the table of functions has them, which is never stripped. */
const goMarks = ['\0os/exec.Command\0', '\0os.StartProcess\0', '\0syscall.Exec\0'];
/** Sources of the standard library, which panics name, of several versions. */
const rustMarks = ['std/src/sys/process/unix/', 'std/src/sys/pal/unix/process/', 'std/src/sys/unix/process/'];

const directories = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
/** They bring the whole of a language, and are named by many a tool that works for its developers. */
const dear =
  /^(?:python|node|nodejs|npm|npx|yarn|pnpm|deno|bun|ruby|gem|bundle|perl|php|java|javac|mvn|gradle|docker|podman|kubectl|go|gofmt|cargo|rustc|gcc|g\+\+|cc|c\+\+|clang|ld|as|ar|make|cmake|gdb|apt|apt-get|apk|yum|dnf|rpm|dpkg|R|Rscript)[\d.]*$/;
/** Names that Go has in every program that speaks to a network: ports, units, parts of a URL. */
const words = /^(?:ssh|ftp|telnet|gopher|hosts|dns|smtp|whois|finger|[a-z])$/;
const maxFound = 200;
/** Places in one file where a path of each directory may stand; a hostile one is full of them. */
const maxPlaces = 20_000;

/** @param isGo else it is Rust, or nothing that is known */
export function startedPrograms(text: Buffer, isGo: boolean, path: string, scene: Scene): StartedPrograms {
  const marks = isGo ? goMarks : text.includes('/rustc/') ? rustMarks : [];
  // A wrapper starts what it is told, and is understood as such.
  if (!marks.some((mark) => text.includes(mark)) || wrappedCommand([path, 'a', 'b', 'c']) !== null) return nothing;
  const names = [...constantNames(text)];
  const place = placeOf(scene);
  const isThere = (name: string): boolean => !name.includes('/') && !words.test(name) && namesProgram(name, place, scene);
  const paths = pathsIn(text, scene);
  const isDear = (name: string): boolean => dear.test(name.slice(name.lastIndexOf('/') + 1)) || isShell(name, scene);
  const all = [...paths, ...names.filter(isThere)].slice(0, maxFound);
  const left = [...all.filter(isDear), ...names.filter((name) => isBaseProgram(name, scene))];
  return { started: all.filter((name) => !isDear(name)), left: [...new Set(left)], isBlind: names.length === 0 };
}

/** Programs of the image that a program has the absolute path of; what comes after a path may belong to the next constant. */
function pathsIn(text: Buffer, scene: Scene): readonly string[] {
  const found = new Set<string>();
  for (const directory of directories) {
    const start = `${directory}/`;
    let left = maxPlaces;
    for (let at = text.indexOf(start); at >= 0 && found.size < maxFound && left-- > 0; at = text.indexOf(start, at + 1)) {
      // Any other text in front of it may be the end of another constant.
      const isInner = /\/(?:usr|usr\/local)$/.test(text.toString('latin1', Math.max(0, at - 10), at));
      const [word = ''] = /^[\w.+-]*/.exec(text.toString('latin1', at + start.length, at + start.length + 64)) ?? [];
      const name = isInner ? null : longestProgram(directory, word, scene);
      if (name !== null) found.add(name);
    }
  }
  return [...found];
}

function longestProgram(directory: string, word: string, scene: Scene): string | null {
  const place = { directories: [directory], workingDirectory: '/' };
  for (let length = word.length; length >= 2; length--) {
    const path = `${directory}/${word.slice(0, length)}`;
    const node = locateProgram(scene.view.tree, path, place)?.node ?? null;
    if (node !== null && isProgramFile(node, scene)) return path;
  }
  return null;
}

/** Of these every system has some; only the ones whose names are hardly anything else are worth a word. */
function isBaseProgram(name: string, scene: Scene): boolean {
  return (
    /^(?:sh|bash|tar|gzip|gunzip|sed|awk|grep|ps|pgrep|pkill|ssh|mount|umount|su|sudo|chown|chmod|rsync|stty|tput|which|xargs)$/.test(
      name,
    ) && nodeOf(name, scene) !== null
  );
}

function isShell(name: string, scene: Scene): boolean {
  const node = nodeOf(name, scene);
  return node !== null && scene.view.shell(node) !== null;
}

function nodeOf(name: string, scene: Scene): Node | null {
  const { env, workingDir } = placeOf(scene);
  return locateProgram(scene.view.tree, name, { directories: searchPath(env), workingDirectory: workingDir })?.node ?? null;
}

function placeOf({ view }: Scene): { readonly env: readonly string[]; readonly workingDir: string } {
  const { env, workingDir } = view.image.config.config;
  return { env, workingDir: workingDir || '/' };
}
