import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { environmentValue } from '../../program/search-path.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import type { StartedRuntime } from './started-runtime.ts';

/** Options whose files are of one build alone, or that ask for what a build was configured with. */
const ofItsBuild = /^--(?:snapshot-blob|build-snapshot|use-openssl-ca|use-system-ca|openssl-shared-config)(?:$|[=-])/;
/** Modules that Debian's Node looks up where no other does. */
const debianModules = /^\/usr\/(?:share|lib|lib\/[^/]+-linux-gnu)\/nodejs\//;

/** Why another build of the same version of Node cannot do its work: one phrase each. */
export function nodeHindrances(
  { program, commands }: StartedRuntime,
  left: ReadonlySet<Node>,
  kept: ReadonlyMap<Node, Kept>,
  { view }: Scene,
): readonly string[] {
  const { tree } = view;
  const beside = `${posix.join(posix.dirname(posix.dirname(tree.path(program))), 'lib/node')}/`;
  const paths = [...kept.keys()].filter((node) => !left.has(node)).map((node) => tree.path(node));
  const module = paths.find((path) => debianModules.test(path) || path.startsWith(beside));
  const shared = view.elf(program)?.needed.find((name) => name.startsWith('libnode.'));
  const variable = environmentValue(view.image.config.config.env, 'NODE_OPTIONS') ?? '';
  const option = [...variable.split(/\s+/), ...commands.flat()].find((word) => ofItsBuild.test(word));
  return [
    ...(shared === undefined ? [] : [`it is built otherwise: it loads ${shared}`]),
    ...(module === undefined ? [] : [`only its own build looks for ${module}`]),
    ...(option === undefined ? [] : [`${option} depends on how it was built`]),
  ];
}
