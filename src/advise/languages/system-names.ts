import { matchPaths } from '../../filesystem/match-paths.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { namesProgram } from '../argument-commands.ts';
import { startedNames } from '../sources/started-names.ts';
import type { Invocation, Scene } from '../tracer.ts';
import type { Draft } from './draft.ts';

/** What a module names of the system outside of its language. */
export type SystemNames = {
  /** Of shared objects: `libmagic.so.1`, or `magic` where it asks for one by its short name. */
  readonly libraries: readonly string[];
  /** Whether it asks `ldconfig` where they are. */
  readonly searches: boolean;
  readonly commands: readonly string[];
};

const mentions = /CDLL|dlopen|LoadLibrary|find_library|load_library|ffi_lib/;
const opened =
  /\b(?:CDLL|PyDLL|LoadLibrary|_?dlopen|find_library|load_library|ffi_lib)\s{0,20}\(?\s{0,80}[rub]{0,2}["']([\w.+/-]{1,100})["']/g;
const searching = /\bfind_library\s{0,9}\(/;
const objects = /["'](lib[\w.+-]{1,80}\.so(?:\.\d+){0,4})["']/g;
const directories = ['/usr/local/lib', '/usr/lib/*-linux-*', '/lib/*-linux-*', '/usr/lib64', '/lib64', '/usr/lib', '/lib'];
/** `ldconfig -p`; Ubuntu's is a script around another. */
const listers = ['/sbin/ldconfig', '/sbin/ldconfig.real'];
const maxNames = 200;
/** Shells, what builds, and the languages themselves: named by what installs packages, and completes lines. */
const tools =
  /^(?:\w{0,3}sh|.*(?:gcc|g\+\+|clang)(?:-\d+)?|c\+\+|cc|ld|ar|as|nm|make|cmake|ninja|objdump|nvcc|node|npm|npx|yarn|pnpm|pip\d*|python[\d.]*)$/;

/** null where it names nothing. */
export function systemNames(text: string, language: string): SystemNames | null {
  const hasLibraries = mentions.test(text);
  const libraries = hasLibraries ? [...text.matchAll(opened), ...text.matchAll(objects)].slice(0, maxNames).map(([, name]) => name!) : [];
  const commands = startedNames(text, language).commands.map((command) => command.text);
  const found = { libraries: [...new Set(libraries)], searches: hasLibraries && text.includes('ctypes') && searching.test(text), commands };
  return found.libraries.length === 0 && commands.length === 0 && !found.searches ? null : found;
}

/** Keeps libraries that a module opens by name; of programs that a library of somebody else's may start is told. */
export function keepSystemNames(draft: Draft, names: SystemNames, from: string, invocation: Invocation, scene: Scene): void {
  for (const name of names.libraries)
    for (const path of librariesCalled(name, scene)) draft.keep(path, 'may be opened by', { from, confidence: 'likely' });
  if (names.searches) for (const path of listers) draft.keep(path, 'may be asked for libraries by', { from, confidence: 'likely' });
  const lookup = { directories: searchPath(invocation.env), workingDirectory: invocation.workingDir };
  for (const name of new Set(names.commands.map((command) => command.split(/\s+/, 1)[0]!))) {
    if (tools.test(name) || !namesProgram(name, invocation, scene)) continue;
    const path = locateProgram(scene.view.tree, name, lookup)!.path;
    draft.warn(
      'library-may-start',
      `${from} may start it, and it is left out; if that happens in production, keep it with --exec ${name}`,
      path,
    );
  }
}

function librariesCalled(name: string, { view: { tree } }: Scene): readonly string[] {
  if (name.startsWith('/')) return matchPaths(tree, name);
  if (name.includes('/')) return [];
  const file = name.includes('.so') ? name : `lib${name.replace(/^lib/, '')}.so*`;
  return directories.flatMap((directory) => matchPaths(tree, `${directory}/${file}`));
}
