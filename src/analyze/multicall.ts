import type { Node } from '../filesystem/image-tree.ts';
import type { ImageView } from './image-view.ts';
import { nameList } from './name-list.ts';

/** Programs that are many. */
export const multicallNames = ['busybox', 'toybox'] as const;

/** Which of them a program is, whatever it is called; null for one that is but itself. */
export function multicallName(image: ImageView, node: Node): (typeof multicallNames)[number] | null {
  const shell = image.shell(node);
  if (shell?.kind === 'busybox') return 'busybox';
  return (shell?.applets.length ?? 0) > 0 || image.otherShell(node)?.kind === 'toybox' ? 'toybox' : null;
}

/** What such programs are good for, behind their names. */
export function multicallPurpose(image: ImageView, applets: readonly { readonly node: Node }[]): string {
  return `can be run by ${nameList(applets.flatMap(({ node }) => multicallName(image, node) ?? []).sort())}`;
}
