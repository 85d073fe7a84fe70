import type { Node } from '../../filesystem/image-tree.ts';
import type { Scene } from '../tracer.ts';

const names =
  /^(?:ld-linux.*\.so\.\d|ld(?:64)?\.so\.\d|ld-musl-.*\.so\.1|ld-\d.*\.so|lib(?:c|m|pthread|rt|dl|util|anl|resolv|mvec)(?:-\d[\d.]*)?\.so(?:\.\d+)?|libc\.musl-.*\.so\.1)$/;

/** Parts of glibc or musl: all that they can do is for others to ask for, so that what they name tells nothing. */
export function isCLibrary(node: Node, { view }: Pick<Scene, 'view'>): boolean {
  return names.test(view.elf(node)?.soname ?? view.tree.name(node));
}
