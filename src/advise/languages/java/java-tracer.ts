import { posix } from 'node:path';
import type { Node } from '../../../filesystem/image-tree.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory, keepApplication } from '../keep-application.ts';
import { keepClassPath } from './class-path.ts';
import { parseJavaCommand } from './java-command.ts';
import { keepRuntime } from './keep-runtime.ts';

/** A Java runtime, and the class path of a program. */
export const javaTracer: ProgramTracer = {
  id: 'java',
  traceProgram: (program, invocation, scene) => (scene.view.tree.name(program) === 'java' ? traceJava(program, invocation, scene) : null),
};

async function traceJava(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(program);
  const disk = new ImageDisk(scene);
  const draft = new Draft(path);
  const command = await parseJavaCommand(invocation, disk);
  const home = posix.dirname(posix.dirname(path));
  keepRuntime(draft, disk, home);
  for (const file of command.files)
    draft.keep(file, 'named by an option of', {
      part: 'application',
      extent: disk.isDirectory(file) && !isSystemDirectory(file) ? 'subtree' : 'one',
    });
  for (const directory of command.libraryPath)
    if (!isSystemDirectory(directory)) draft.keepTree(directory, 'native libraries of', { part: 'application' });
  await keepClassPath(draft, disk, command, invocation);
  keepApplication(draft, disk, posix.resolve('/', invocation.workingDir), () => false);
  if (!command.isKnown)
    draft.warn('java-program-unknown', 'Java is started without a class or jar; name the program with --exec', invocation.from);
  return draft.trace;
}
