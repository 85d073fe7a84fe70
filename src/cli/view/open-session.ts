import { configSecrets } from '../../analyze/config-secrets.ts';
import { hideSecrets } from '../../analyze/hide-secrets.ts';
import type { EntryNumber, Node } from '../../filesystem/image-tree.ts';
import type { Inspection } from '../../inspect.ts';
import { readContents } from '../../layer/read-content.ts';
import { inContext } from '../../model/errors.ts';
import { contentHash } from '../../model/layer-index.ts';
import type { Limits } from '../../model/limits.ts';
import type { FileContent, Planning, Session } from '../../tui/session.ts';
import { Destination } from '../extract/destination.ts';
import { planExtraction } from '../extract/plan-extraction.ts';
import { writeExtraction } from '../extract/write-extraction.ts';
import { findNode } from '../find-node.ts';
import { treeAfter } from '../tree-after.ts';
import { listArchive, mayBeArchive } from './archive/list-archive.ts';
import { idNames } from './id-names.ts';

/** Of an archive no more is read than this. */
const maxArchiveBytes = 64 * 1_048_576;

type ReadEntry = FileContent & { readonly bytes: Buffer };

/** What the terminal UI has of an inspection. */
export async function openSession(
  inspection: Inspection,
  planning: Planning | null,
  limits: Limits,
  signal: AbortSignal,
): Promise<Session> {
  const { report, tree, warnings } = inspection;
  // Longer ones first, as one may be a part of another.
  const secrets = configSecrets(inspection.image.config).toSorted((a, b) => b.secret.length - a.secret.length);
  return {
    report,
    tree,
    warnings,
    ...(await idNames(inspection, limits)),
    readFile: (entry, maxBytes) => readEntry(inspection, entry, maxBytes, limits),
    listArchive: async (entry, head) => {
      if (!mayBeArchive(head)) return null;
      const { bytes, isTruncated } = await readEntry(inspection, entry, maxArchiveBytes, limits);
      return listArchive(bytes, isTruncated, limits);
    },
    extract: async (path, layer) => {
      const source = treeAfter(tree, layer);
      const plan = planExtraction(source, [findNode(source, path, 'never')]);
      await writeExtraction(
        plan,
        { image: inspection.image, tree: source, blobs: inspection.blobs, limits, signal, onProgress: () => {} },
        new Destination('.'),
      );
      const count = plan.files.length + plan.hardlinks.length + plan.symlinks.length;
      return `${path}: ${count === 1 ? '1 file' : `${count} files`} written to the current directory`;
    },
    conceal: (text) => hideSecrets(text, secrets),
    packageFiles: (item) => filesOf(inspection, item),
    planning,
  };
}

function filesOf({ inventory, tree }: Inspection, item: number): readonly Node[] {
  const { system, language } = inventory.ownership;
  const nodes: Node[] = [];
  for (let node = 0; node < system.length; node++) {
    if ((system[node] === item || language[node] === item) && tree.isVisible(node) && !tree.isDirectory(node)) nodes.push(node);
  }
  return nodes;
}

async function readEntry({ image, blobs, tree }: Inspection, entry: EntryNumber, maxBytes: number, limits: Limits): Promise<ReadEntry> {
  const layer = tree.layerOf(entry);
  const { dataOffset, sizeBytes, extra } = tree.layerEntry(entry);
  const bytes = Buffer.alloc(Math.min(sizeBytes, maxBytes));
  const sha256 = contentHash(tree.layers[layer]!.columns, tree.rowOf(entry));
  try {
    const wanted = { dataOffset, sizeBytes, sparse: extra?.sparse ?? null, sha256 };
    for await (const { offset, bytes: chunk } of readContents(blobs[layer]!, sizeBytes === 0 ? [] : [wanted], limits)) {
      if (offset >= bytes.length) break;
      chunk.copy(bytes, offset);
    }
  } catch (error) {
    throw inContext(`${image.reference}: layer ${layer}`, error);
  }
  return { bytes, isTruncated: sizeBytes > maxBytes };
}
