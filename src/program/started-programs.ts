import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { ScriptFacts } from '../model/facts.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import { findProgram } from './find-program.ts';
import { searchPath } from './search-path.ts';
import { startChain } from './start-chain.ts';

/**
 * The files that a container likely starts with: those of the `startChain`, and the first word of CMD, which an entrypoint is
 * handed and mostly runs in the end (`exec "$@"`).
 */
export function startedPrograms(tree: ImageTree, config: RuntimeConfig, scriptAt: (node: Node) => ScriptFacts | null): ReadonlySet<Node> {
  const place = { directories: searchPath(config.env), workingDirectory: config.workingDir };
  const nodes = [...startChain(tree, config, scriptAt).map(({ node }) => node), findProgram(tree, config.cmd[0] ?? '', place)];
  return new Set(nodes.filter((node) => node !== null));
}
