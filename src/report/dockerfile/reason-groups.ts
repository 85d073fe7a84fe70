import { formatBytes } from '../format-bytes.ts';
import { formatCount, formatCounted } from '../format-count.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { enclosing } from './enclosing.ts';

/** What is copied for reasons of one kind. */
export type ReasonGroup = {
  /** One sentence for all of them. */
  readonly reason: string;
  /** Files, and directories that are copied at once. */
  readonly copied: readonly DockerfileEntry[];
};

/** What a person still reads: the smaller groups come together in the last. */
const maxGroups = 20;
/** Reasons that the last group names. */
const maxReasons = 8;

type Gathered = {
  readonly reason: string;
  readonly copied: DockerfileEntry[];
  /** How often each object is named. */
  readonly objects: Map<string, number>;
  files: number;
  bytes: number;
};

/**
 * Kept files by the kind of reason that they are there for, the most bytes first. A directory that is copied at once stands where most
 * of what is in it would.
 * @param entries all of them; those that are made or only hold others are passed over
 */
export function reasonGroups(entries: readonly DockerfileEntry[]): readonly ReasonGroup[] {
  const outer = enclosing(entries);
  const main = mainReasons(entries, outer);
  const groups = new Map<string, Gathered>();
  for (const entry of entries) {
    if (entry.made !== null || entry.path === '/') continue;
    const place = outer(entry.path) ?? (entry.left === null ? null : entry.path);
    if (place === null && entry.kind === 'directory') continue;
    const group = gathered(groups, place === null ? entry.reason : (main.get(place) ?? entry.reason));
    const isCopied = outer(entry.path) === null;
    if (isCopied) group.copied.push(entry);
    if (isCopied || entry.kind !== 'directory') count(group, entry);
  }
  return inOrder([...groups.values()].filter(({ copied }) => copied.length > 0));
}

/** Of each directory that is copied at once, the reason that most of its files have. */
function mainReasons(entries: readonly DockerfileEntry[], outer: (path: string) => string | null): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { path, kind, reason } of entries) {
    const place = outer(path);
    if (place === null || kind === 'directory') continue;
    const own = counts.get(place) ?? new Map<string, number>();
    counts.set(place, own.set(reason, (own.get(reason) ?? 0) + 1));
  }
  return new Map([...counts].map(([place, own]) => [place, most(own)!]));
}

function gathered(groups: Map<string, Gathered>, reason: string): Gathered {
  const known = groups.get(reason);
  if (known !== undefined) return known;
  const group = { reason, copied: [], objects: new Map(), files: 0, bytes: 0 };
  groups.set(reason, group);
  return group;
}

function count(group: Gathered, { kind, bytes, reason, object }: DockerfileEntry): void {
  if (object !== null && reason === group.reason) group.objects.set(object, (group.objects.get(object) ?? 0) + 1);
  if (kind === 'directory') return;
  group.files += 1;
  group.bytes += bytes;
}

function inOrder(groups: readonly Gathered[]): readonly ReasonGroup[] {
  const sorted = [...groups].sort((a, b) => b.bytes - a.bytes || b.files - a.files || (a.reason < b.reason ? -1 : 1));
  const shown = sorted.length <= maxGroups ? sorted : sorted.slice(0, maxGroups - 1);
  const rest = sorted.slice(shown.length);
  return [...shown.map((group) => ({ reason: sentence(group), copied: group.copied })), ...(rest.length === 0 ? [] : [together(rest)])];
}

function sentence({ reason, objects, files, bytes }: Gathered): string {
  const [object, more] = [most(objects), objects.size - 1];
  const text = object === null ? reason.replace(/,$/, '') : `${reason} ${object}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
  return `${text} (${size(files, bytes)})`;
}

function together(groups: readonly Gathered[]): ReasonGroup {
  const sum = (of: (group: Gathered) => number): number => groups.reduce((total, group) => total + of(group), 0);
  const all = size(
    sum(({ files }) => files),
    sum(({ bytes }) => bytes),
  );
  const texts = groups.slice(0, maxReasons).map(({ reason }) => reason.replace(/,$/, ''));
  return {
    reason: `for ${formatCounted(groups.length, 'further reason')}, which flense advise --why PATH tells of each (${all}): ${texts.join('; ')}${groups.length > maxReasons ? '; ...' : ''}`,
    copied: groups.flatMap(({ copied }) => copied).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function size(files: number, bytes: number): string {
  return files === 0 ? 'no files' : `${formatCounted(files, 'file')}, ${formatBytes(bytes)}`;
}

/** The one that is counted most often, of several the first. */
function most(counts: ReadonlyMap<string, number>): string | null {
  let found: string | null = null;
  for (const [key, times] of counts) if (found === null || times > counts.get(found)!) found = key;
  return found;
}
