import { type PlannedEntry, plannedEntries } from '../../build/planned-entries.ts';
import { plannedNodes } from '../../build/planned-nodes.ts';
import { plannedTime } from '../../build/planned-time.ts';
import type { ImageTree } from '../../filesystem/image-tree.ts';
import type { Image } from '../../model/image.ts';
import type { Plan } from '../../model/plan.ts';
import type { DockerfileEntry } from '../../report/dockerfile/dockerfile-input.ts';
import { copiedDirectories } from './copied-directories.ts';

type Why = Pick<DockerfileEntry, 'reason' | 'object'>;

/**
 * What `slim` would write, as the Dockerfile puts it together.
 * @param mayLeave whether something can be taken away again after it was copied
 * @throws InspectError
 */
export function dockerfileEntries(plan: Plan, image: Image, tree: ImageTree, mayLeave: boolean): readonly DockerfileEntry[] {
  const nodes = plannedNodes(plan, tree);
  const planned = plannedEntries(plan, tree, nodes, plannedTime(image.config, tree, nodes));
  const copied = copiedDirectories(planned, plan, tree, mayLeave);
  const reasons = reasonsOf(plan);
  const made = new Set(plan.made.map(({ path }) => path));
  return [...planned].map(([path, { entry }]) => ({
    ...toEntry(entry, made.has(path)),
    left: copied.get(path) ?? null,
    ...(reasons.get(path) ?? { reason: '', object: null }),
  }));
}

function toEntry({ header, content }: PlannedEntry['entry'], isMade: boolean): Omit<DockerfileEntry, 'left' | keyof Why> {
  const { path, kind, mode, uid, gid, linkTarget, sizeBytes } = header;
  const made = isMade ? (content.kind === 'made' ? content.bytes : new Uint8Array()) : null;
  const bytes = kind === 'file' ? sizeBytes : 0;
  return { path, kind, mode, uid, gid, bytes, linkTarget, hasAttributes: header.xattrs !== undefined, made };
}

function reasonsOf({ files, made, writablePaths }: Plan): ReadonlyMap<string, Why> {
  return new Map([
    ...writablePaths.map(({ path, reason }) => [path, whyOf(reason, null)] as const),
    ...files.map(({ path, reason, from }) => [path, whyOf(reason, from)] as const),
    ...made.map(({ path, reason }) => [path, whyOf(reason, null)] as const),
  ]);
}

/** Of what is there for a package, its name is the object. */
function whyOf(reason: string, from: string | null): Why {
  if (from !== null) return { reason, object: from };
  const text = reason.replace(/,$/, '');
  const found = /^(.* of the package) (\S+)$/.exec(text);
  return found === null ? { reason: text, object: null } : { reason: found[1]!, object: found[2]! };
}
