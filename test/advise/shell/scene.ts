import type { Invocation, Scene } from '../../../src/advise/tracer.ts';
import { takeInventory } from '../../../src/analyze/packages/inventory.ts';
import { packageReaders } from '../../../src/analyze/packages/readers.ts';
import { readPatterns } from '../../../src/analyze/read-patterns.ts';
import { viewOf } from '../../analyzers/view-of.ts';
import type { LayerInput } from '../../support/layers.ts';
import { layerMembers } from '../../support/layers.ts';

/** An image of one layer as a tracer sees it; contents are answered from the same input. */
export async function sceneOf(files: LayerInput, config: Readonly<Record<string, unknown>> = {}, platform = 'linux/amd64'): Promise<Scene> {
  const view = await viewOf({ reads: readPatterns(packageReaders) }, { layers: [files], config, platform });
  const contents = new Map(layerMembers(files).map(({ path, content }) => [path, content]));
  return {
    view,
    inventory: takeInventory(packageReaders, view),
    read: async (nodes, maxBytes) => {
      const answers = nodes.flatMap((node) => {
        const content = contents.get(view.tree.path(node));
        return content === undefined || content.length > maxBytes ? [] : [[node, content] as const];
      });
      return new Map(answers);
    },
  };
}

/** As the entrypoint of an image, in `/`. */
export function invocationOf(argv: readonly string[], more: Partial<Invocation> = {}): Invocation {
  return { argv, env: [], workingDir: '/', from: null, reason: 'the entrypoint', confidence: 'certain', ...more };
}
