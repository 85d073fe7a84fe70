import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerEngine } from '../support/docker-engine.ts';
import { dockerTree } from '../support/docker-tree.ts';
import { treeDifferences } from '../support/file-tree.ts';
import { run } from '../support/run.ts';

/** An image that was slimmed, and the Dockerfile that is said to build the same. */
export type Generated = { readonly slimTag: string; readonly builtTag: string; readonly dockerfile: string };

/** Builds a generated Dockerfile in an empty context. @returns what a container of it sees otherwise than one of the slim image */
export async function generatedDifferences(
  engine: DockerEngine,
  { slimTag, builtTag, dockerfile }: Generated,
  directory: string,
): Promise<readonly string[]> {
  const context = join(directory, 'generated');
  mkdirSync(context, { recursive: true });
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  await engine.docker(['build', '--quiet', '--network', 'none', '--tag', builtTag, context]);
  const trees = [join(directory, 'slim-tree'), join(directory, 'built-tree')] as const;
  const [slim, built] = [await dockerTree(engine, slimTag, trees[0]), await dockerTree(engine, builtTag, trees[1])];
  await run('rm', ['-rf', '--one-file-system', ...trees]);
  return treeDifferences(slim, built);
}
