import { posix } from 'node:path';
import type { Node } from '../../../filesystem/image-tree.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../../tracer.ts';
import { Draft } from '../draft.ts';
import { ImageDisk } from '../image-disk.ts';
import { parsePerlCommand } from './perl-command.ts';
import { PerlProgram } from './perl-program.ts';

/** Perl, and the modules that a program uses. */
export const perlTracer: ProgramTracer = {
  id: 'perl',
  traceProgram: (program, invocation, scene) =>
    /^perl(?:5[\d.]*)?$/.test(scene.view.tree.name(program)) ? tracePerl(program, invocation, scene) : null,
};

async function tracePerl(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const path = scene.view.tree.path(program);
  const disk = new ImageDisk(scene);
  const draft = new Draft(path);
  const command = parsePerlCommand(invocation.argv);
  await new PerlProgram({ program: posix.normalize(path), command, invocation, disk, draft }).trace();
  return draft.trace;
}
