import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Scene } from '../tracer.ts';
import { fileSource, maxScriptLength, type ScriptSource } from './script-source.ts';

/** Scripts by path; null for one that is too long, or no text. */
export async function readSources(scene: Scene, paths: readonly string[]): Promise<ReadonlyMap<string, ScriptSource | null>> {
  const nodes = paths.map((path) => resolvePath(scene.view.tree, path));
  const contents = await scene.read(
    nodes.filter((node) => node !== null),
    maxScriptLength,
  );
  return new Map(
    paths.map((path, at) => {
      const bytes = contents.get(nodes[at] ?? -1);
      return [path, bytes === undefined ? null : parseBytes(path, bytes)];
    }),
  );
}

export async function readSource(scene: Scene, path: string, node: Node): Promise<ScriptSource | null> {
  const bytes = (await scene.read([node], maxScriptLength)).get(node);
  return bytes === undefined ? null : parseBytes(path, bytes);
}

/** A shell stops at nothing, but a NUL in the first lines says that this is no script. */
function parseBytes(path: string, bytes: Uint8Array): ScriptSource | null {
  return bytes.subarray(0, 256).includes(0) ? null : fileSource(path, Buffer.from(bytes).toString('utf8'));
}
