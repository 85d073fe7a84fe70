import { posix } from 'node:path';
import { isBroadDirectory } from '../filesystem/broad-directories.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { wrappedCommand } from '../program/wrapped-command.ts';
import { argumentCommand } from './argument-commands.ts';
import { need, traceOf } from './need.ts';
import type { Need, ProgramTracer, Scene } from './tracer.ts';

const maxArguments = 1_000;

/** Files and directories that a program is started with, be it behind `--option=`: whatever it is, it will look at them. */
export const argumentTracer: ProgramTracer = {
  id: 'argument',
  traceProgram: (program, invocation, scene) => {
    const { argv, workingDir, confidence } = invocation;
    // What a wrapper is given are the words of another program.
    if (wrappedCommand(argv) !== null) return null;
    const from = scene.view.tree.path(program);
    const needs = argv.slice(1, maxArguments).flatMap((word) => namedPaths(word, workingDir, scene));
    const found = needs.map(([path, extent]) =>
      need(path, 'given as an argument to', { from, extent, part: 'data', confidence: confidence === 'certain' ? 'likely' : confidence }),
    );
    const command = scene.view.shell(program) === null ? argumentCommand({ ...invocation, from }, scene) : null;
    if (found.length === 0 && command === null) return null;
    return { ...traceOf(found), invocations: command === null ? [] : [command] };
  },
};

function namedPaths(
  word: string,
  workingDir: string,
  { view: { tree } }: Scene,
): readonly (readonly [path: string, extent: Need['extent']])[] {
  const value = word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word;
  if (value === '' || value.startsWith('-') || value.includes('\0')) return [];
  const path = posix.resolve('/', workingDir, value);
  const node = resolvePath(tree, path);
  if (node === null || isBroadDirectory(path)) return [];
  // A word that is no path may still be the name of a directory below the working directory.
  return [[path, tree.isDirectory(node) && value.includes('/') ? 'subtree' : 'one']];
}
