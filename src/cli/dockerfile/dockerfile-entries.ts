import { type PlannedEntry, plannedEntries } from '../../build/planned-entries.ts';
import { plannedNodes } from '../../build/planned-nodes.ts';
import { plannedTime } from '../../build/planned-time.ts';
import type { ImageTree } from '../../filesystem/image-tree.ts';
import type { Image } from '../../model/image.ts';
import type { Plan } from '../../model/plan.ts';
import type { DockerfileEntry } from '../../report/dockerfile/dockerfile-input.ts';
import { wholeDirectories } from './whole-directories.ts';

/** What `slim` would write, as the Dockerfile puts it together. @throws InspectError */
export function dockerfileEntries(plan: Plan, image: Image, tree: ImageTree): readonly DockerfileEntry[] {
  const nodes = plannedNodes(plan, tree);
  const planned = plannedEntries(plan, tree, nodes, plannedTime(image.config, tree, nodes));
  const whole = wholeDirectories(planned, plan, tree);
  const reasons = reasonsOf(plan);
  const made = new Set(plan.made.map(({ path }) => path));
  return [...planned].map(([path, { entry }]) => toEntry(entry, made.has(path), whole.has(path), reasons.get(path) ?? ''));
}

function toEntry({ header, content }: PlannedEntry['entry'], isMade: boolean, isWhole: boolean, reason: string): DockerfileEntry {
  const { path, kind, mode, uid, gid, linkTarget } = header;
  const made = isMade ? (content.kind === 'made' ? content.bytes : new Uint8Array()) : null;
  return { path, kind, mode, uid, gid, linkTarget, hasAttributes: header.xattrs !== undefined, made, isWhole, reason };
}

function reasonsOf({ files, made, writablePaths }: Plan): ReadonlyMap<string, string> {
  return new Map([
    ...writablePaths.map(({ path, reason }) => [path, reason] as const),
    ...files.map(({ path, reason, from }) => [path, from === null ? reason.replace(/,$/, '') : `${reason} ${from}`] as const),
    ...made.map(({ path, reason }) => [path, reason] as const),
  ]);
}
