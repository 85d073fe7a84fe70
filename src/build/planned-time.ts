import type { ImageTree } from '../filesystem/image-tree.ts';
import type { ImageConfig } from '../model/image-config.ts';
import type { PlannedNode } from './planned-nodes.ts';

/**
 * The one time that everything new gets, in seconds since 1970: when the image was created, else its newest kept file. Never
 * the present, so that the same input gives the same image.
 */
export function plannedTime(
  { created, history }: Pick<ImageConfig, 'created' | 'history'>,
  tree: ImageTree,
  nodes: readonly PlannedNode[],
): number {
  const told = [created, ...history.map((record) => record.created)].map(toSeconds).filter((seconds) => seconds !== null);
  if (told.length > 0) return largest(told);
  return largest(nodes.map(({ node }) => Math.floor(tree.at(node).mtime)));
}

/** The last second of year 9999: what RFC 3339 can say. */
const maxSeconds = 253_402_300_799;

function toSeconds(time: string | null): number | null {
  const milliseconds = time === null ? Number.NaN : Date.parse(time);
  return Number.isFinite(milliseconds) ? Math.floor(milliseconds / 1_000) : null;
}

function largest(seconds: readonly number[]): number {
  return seconds.reduce((most, one) => Math.max(most, Math.min(one, maxSeconds)), 0);
}
