import { posix } from 'node:path';
import type { Node } from '../../../filesystem/image-tree.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { executablePath } from '../executable-path.ts';
import { ImageDisk } from '../image-disk.ts';
import { keepPackage } from '../keep-package.ts';
import { parsePythonCommand } from './python-command.ts';
import { pythonLayout } from './python-layout.ts';
import { PythonProgram } from './python-program.ts';

const interpreterName = /^(?:python|pypy)\d*(?:\.\d+)?t?$/;

/** The interpreter, its library and the packages that a program imports. */
export const pythonTracer: ProgramTracer = {
  id: 'python',
  traceProgram: (program, invocation, scene) =>
    interpreterName.test(scene.view.tree.name(program)) ? tracePython(program, invocation, scene) : null,
};

async function tracePython(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(program);
  const disk = new ImageDisk(scene);
  const draft = new Draft(path);
  const command = parsePythonCommand(invocation.argv);
  const executable = executablePath(invocation, scene) ?? path;
  const layout = await pythonLayout(executable, invocation, disk, command.ignoresEnvironment);
  if (layout === null) {
    keepPackage(draft, scene, program, 'of the package of');
    draft.warn('python-library-missing', `No standard library was found for ${posix.basename(path)}; keep its directory with --keep`, path);
    return draft.trace;
  }
  draft.keep(executable, 'interpreter called as', { from: invocation.from });
  if (layout.environmentFile !== null) draft.keep(layout.environmentFile, 'virtual environment of');
  await new PythonProgram({ program: path, command, layout, invocation, disk, draft }).trace();
  return draft.trace;
}
