import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../tracer.ts';
import { Draft } from './draft.ts';
import { ImageDisk } from './image-disk.ts';
import { keepApplication } from './keep-application.ts';
import { keepPackage } from './keep-package.ts';

/** Runtimes that nobody here follows, and where each has its library. */
const runtimes: readonly { readonly name: string; readonly programs: RegExp; readonly libraries: readonly string[] }[] = [
  {
    name: 'Erlang',
    programs: /^(?:erl|erlexec|escript|beam\.smp|elixir|iex)$/,
    libraries: ['/usr/lib/erlang', '/usr/local/lib/erlang', '/usr/lib/elixir', '/usr/local/lib/elixir'],
  },
  { name: 'Lua', programs: /^(?:lua|luajit)[\d.]*$/, libraries: ['/usr/share/lua', '/usr/local/share/lua', '/usr/local/lib/lua'] },
  { name: 'Tcl', programs: /^(?:tclsh|wish|expect)[\d.]*$/, libraries: ['/usr/share/tcltk', '/usr/local/lib/tcl8'] },
  { name: 'R', programs: /^(?:R|Rscript)$/, libraries: ['/usr/lib/R', '/usr/local/lib/R', '/usr/share/R', '/etc/R'] },
  { name: 'Deno', programs: /^deno$/, libraries: ['/deno-dir'] },
  { name: 'Bun', programs: /^bunx?$/, libraries: [] },
  { name: 'Julia', programs: /^julia$/, libraries: ['/usr/local/julia', '/usr/share/julia'] },
  { name: 'Guile', programs: /^guile[\d.-]*$/, libraries: ['/usr/share/guile', '/usr/local/share/guile'] },
];

/** Keeps what belongs to a runtime that is not understood, and says so. */
export const unknownRuntimeTracer: ProgramTracer = {
  id: 'unknown-runtime',
  traceProgram: (program, invocation, scene) => {
    const name = scene.view.tree.name(program);
    const runtime = runtimes.find(({ programs }) => programs.test(name));
    return runtime === undefined ? null : traceUnknown(program, runtime, invocation, scene);
  },
};

function traceUnknown(program: Node, { name, libraries }: (typeof runtimes)[number], invocation: Invocation, scene: Scene): Trace {
  const path = scene.view.tree.path(program);
  const draft = new Draft(path);
  const disk = new ImageDisk(scene);
  keepPackage(draft, scene, program, 'of the package of');
  for (const library of libraries) if (disk.isDirectory(library)) draft.keepTree(library, 'library of', { confidence: 'guessed' });
  const own = posix.dirname(posix.dirname(path));
  if (/^\/opt\/./.test(own)) draft.keepTree(own, 'beside', { confidence: 'guessed' });
  const workingDir = posix.resolve('/', invocation.workingDir);
  keepApplication(draft, disk, workingDir, () => false);
  for (const word of invocation.argv.slice(1)) {
    const named = posix.resolve(workingDir, word);
    if (word.includes('/') && disk.isFile(named)) draft.keep(named, 'named by the arguments of', { part: 'application' });
  }
  draft.warn(
    'runtime-not-understood',
    `What a program in ${name} loads is not followed: its packages, its library and the working directory are kept whole`,
    path,
  );
  return draft.trace;
}
