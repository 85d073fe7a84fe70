import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import type { EntryKind } from '../../model/layer-entry.ts';
import { findNode } from '../find-node.ts';
import type { Host } from '../host.ts';
import { type ImageOptions, limitsOf } from '../image-options.ts';
import { showWriting } from '../show-writing.ts';
import { tell } from '../tell.ts';
import { tellWarnings, withInspection } from '../with-inspection.ts';
import { Destination } from './destination.ts';
import { type Extraction, planExtraction } from './plan-extraction.ts';
import { writeExtraction } from './write-extraction.ts';

export type ExtractOptions = ImageOptions & { readonly paths: readonly string[]; readonly output: string };

export async function extractFiles(reference: string, options: ExtractOptions, host: Host): Promise<void> {
  await withInspection(reference, options, host, async (inspection) => {
    const { image, tree, blobs } = inspection;
    // All are found before anything is written.
    const nodes = options.paths.map((path) => findNode(tree, path, 'never'));
    const plan = planExtraction(tree, nodes);
    const progress = showWriting(host, options.quiet === true);
    const source = { image, tree, blobs, limits: limitsOf(options), signal: host.signal, onProgress: progress.show };
    try {
      await writeExtraction(plan, source, new Destination(options.output));
    } finally {
      progress.end();
    }
    tellWarnings(inspection, options, host);
    if (options.quiet !== true) for (const warning of warnings(tree, nodes, plan)) tell(host, `warning: ${warning}`);
  });
}

const maxSkipped = 3;

function warnings(tree: ImageTree, nodes: readonly Node[], { skipped }: Extraction): readonly string[] {
  const links = nodes.map((node) => tree.at(node)).filter(({ kind }) => kind === 'symlink');
  const more = skipped.length - maxSkipped;
  return [
    ...skipped.slice(0, maxSkipped).map(({ path, kind }) => `${path}: left out, as it is a ${kindWord(kind)}`),
    ...(more > 0 ? [`${more} more devices and the like left out`] : []),
    // Whoever names a link may have meant what it leads to.
    ...links.map(({ path, linkTarget }) => `${path}: extracted as a link to ${linkTarget}; name that too to have it`),
  ];
}

function kindWord(kind: EntryKind): string {
  return kind === 'char' || kind === 'block' ? `${kind} device` : kind === 'hardlink' ? 'hardlink to nothing' : kind;
}
