import type { Node } from '../../../filesystem/image-tree.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { parseRubyCommand } from './ruby-command.ts';
import { rubyLayout } from './ruby-layout.ts';
import { RubyProgram } from './ruby-program.ts';

/** Ruby, and the gems that a program requires. */
export const rubyTracer: ProgramTracer = {
  id: 'ruby',
  traceProgram: (program, invocation, scene) =>
    /^ruby(?:\d[\d.]*)?$/.test(scene.view.tree.name(program)) ? traceRuby(program, invocation, scene) : null,
};

async function traceRuby(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(program);
  const disk = new ImageDisk(scene);
  const draft = new Draft(path);
  const layout = rubyLayout(path, invocation, disk);
  if (layout.library.length === 0)
    draft.warn('ruby-library-missing', 'No standard library of Ruby was found; keep its directory with --keep', path);
  await new RubyProgram({ program: path, command: parseRubyCommand(invocation.argv), layout, invocation, disk, draft }).trace();
  return draft.trace;
}
