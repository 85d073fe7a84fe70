import type { Node } from '../filesystem/image-tree.ts';
import type { Finding } from '../model/finding.ts';
import { byLayer } from './by-layer.ts';
import { filesEvidence, layerOfNode } from './evidence.ts';
import type { ImageView } from './image-view.ts';
import { nameList } from './name-list.ts';
import type { NamedProgram } from './named-programs.ts';
import { sizeOf } from './node-columns.ts';
import { withoutRemedy } from './without-remedy.ts';

/** What a finding about programs of one layer has in common, whatever they are good for. */
export type ToolDetails = Omit<Finding, 'code' | 'severity'>;

/** One of these for each layer that brought some of them. @param purpose follows the names: `can fetch from and talk to anything` */
export function toolDetails(image: ImageView, programs: readonly NamedProgram[], purpose: string): readonly ToolDetails[] {
  const { tree } = image;
  return byLayer(programs, ({ node }) => layerOfNode(tree, node)).map(([layer, group]) => {
    const nodes = [...new Set(group.map(({ node }) => node))];
    return {
      summary: `${nameList(group.map(({ name }) => name))} ${purpose}`,
      bytes: removableBytes(image, group),
      evidence: filesEvidence(tree, nodes),
      remedy: withoutRemedy(image, layer),
    };
  });
}

function removableBytes({ tree }: ImageView, programs: readonly NamedProgram[]): number {
  const nodes = new Set<Node>(programs.filter(({ isApplet }) => !isApplet).map(({ node }) => node));
  return [...nodes].reduce((bytes, node) => bytes + sizeOf(tree, node), 0);
}
