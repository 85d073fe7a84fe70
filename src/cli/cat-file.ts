import { treeContents } from '../build/tree-contents.ts';
import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { EntryKind } from '../model/layer-entry.ts';
import type { Limits } from '../model/limits.ts';
import { findNode } from './find-node.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { printable } from './printable.ts';
import { treeAfter } from './tree-after.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeOutput } from './write-output.ts';

const zeros = Buffer.alloc(65_536);

export async function catFile(
  reference: string,
  options: ImageOptions & { readonly path: string; readonly layer: number | null },
  host: Host,
): Promise<void> {
  await withInspection(reference, options, host, async (inspection) => {
    const tree = options.layer === null ? inspection.tree : treeAfter(inspection.tree, options.layer);
    const node = findNode(tree, options.path, 'always');
    expectFile(tree.at(node).kind, options.path);
    const content = fileContent(tree, node, inspection, limitsOf(options));
    await writeOutput(host.stdout, host.stdout.isTTY === true ? printable(content) : content, host.signal);
    tellWarnings(inspection, options, host);
  });
}

function expectFile(kind: EntryKind, path: string): void {
  if (kind !== 'file' && kind !== 'hardlink') throw new InspectError('no-such-path', `${path}: expected a file, got a ${kind}`);
}

/** The whole file, holes as zeros. */
async function* fileContent(tree: ImageTree, node: Node, { image, blobs }: Inspection, limits: Limits): AsyncGenerator<Uint8Array> {
  const { sizeBytes } = tree.at(node);
  let position = 0;
  for await (const { offset, bytes } of treeContents({ image, tree, blobs, limits }, [node])) {
    yield* hole(offset - position);
    yield bytes;
    position = offset + bytes.length;
  }
  yield* hole(sizeBytes - position);
}

function* hole(lengthBytes: number): Generator<Uint8Array> {
  for (let left = lengthBytes; left > 0; left -= zeros.length) yield zeros.subarray(0, Math.min(left, zeros.length));
}
