import { commentLines } from './comment-lines.ts';
import { execForm } from './docker-value.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { enclosing } from './enclosing.ts';
import { reasonGroups } from './reason-groups.ts';
import { wrapCommand } from './wrap-command.ts';

/** In names of other signs COPY sees wildcards, variables or quotes. */
const copyable = /^[\w@%+=:,./ ~-]+$/;
const maxNamed = 8;
/** Of one instruction: BuildKit of Docker 20.10 takes ever longer for each further one, and gives up before long. */
const maxSources = 10;
const columns = 116;

/**
 * COPY instructions for an image that has no shell to put its files together, and in comments what COPY changes on the way.
 * https://docs.docker.com/reference/dockerfile/#copy
 */
export function copyInstructions(entries: readonly DockerfileEntry[], stage: string): readonly string[] {
  const outer = enclosing(entries);
  const named = entries.filter(({ path }) => path !== '/' && outer(path) === null);
  return [
    ...losses(named),
    ...reasonGroups(entries.filter((entry) => outer(entry.path) !== null || isCopied(entry))).flatMap(({ reason, copied }) => [
      ...commentLines(reason),
      ...copyLines(copied, stage),
    ]),
  ];
}

function isCopied({ path, kind, left, made }: DockerfileEntry): boolean {
  const isKnown = kind === 'file' || kind === 'hardlink' || (kind === 'directory' && left !== null);
  return made === null && isKnown && copyable.test(path);
}

/** One instruction for the files of a directory that have one owner, and one for each directory, which keeps the owners of what is in it. */
function copyLines(copied: readonly DockerfileEntry[], stage: string): readonly string[] {
  const groups = new Map<string, DockerfileEntry[]>();
  for (const entry of copied) {
    const { path, kind, uid, gid } = entry;
    const key = kind === 'directory' ? path : `${path.slice(0, path.lastIndexOf('/') + 1)}\0${uid}:${gid}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [entry]);
    else known.push(entry);
  }
  return [...groups.values()].flatMap((group) => copyGroup(group, stage));
}

function copyGroup(group: readonly DockerfileEntry[], stage: string): readonly string[] {
  const { path, kind, uid, gid } = group[0]!;
  // Given to all below a directory as well, which keep their own owners without it.
  const owner = kind === 'directory' || (uid === 0 && gid === 0) ? '' : ` --chown=${uid}:${gid}`;
  const copy = (paths: readonly string[]): readonly string[] => copyInstruction(`COPY --from=${stage}${owner}`, paths);
  if (kind === 'directory') return copy([path, `${path}/`]);
  if (group.length === 1) return copy([path, path]);
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const paths = group.map((entry) => entry.path);
  const parts = Array.from({ length: Math.ceil(paths.length / maxSources) }, (_, at) =>
    paths.slice(at * maxSources, (at + 1) * maxSources),
  );
  return parts.flatMap((part) => copy([...part, directory]));
}

/** Its list may come on several lines, as Docker puts them together before it reads them. */
function copyInstruction(start: string, paths: readonly string[]): readonly string[] {
  const words = paths.map((path, at) => `${at === 0 ? '[' : ''}${execForm([path]).slice(1, -1)}${at === paths.length - 1 ? ']' : ','}`);
  const lines = wrapCommand([start, ...words], columns);
  return lines.map((line, at) => (at === lines.length - 1 ? line : `${line} \\`));
}

function losses(entries: readonly DockerfileEntry[]): readonly string[] {
  const ofImage = entries.filter(({ made, kind, left }) => made === null && (kind !== 'directory' || left !== null));
  const nameable = ofImage.filter(({ path }) => copyable.test(path));
  const ofKind = (...kinds: readonly DockerfileEntry['kind'][]) => nameable.filter(({ kind }) => kinds.includes(kind));
  const made = entries.filter((entry) => entry.made !== null);
  const odd = ofImage.filter(({ path }) => !copyable.test(path));
  const attributed = nameable.filter(({ hasAttributes }) => hasAttributes);
  const owned = entries.filter(
    ({ kind, made, uid, gid, mode }) => kind === 'directory' && made === null && (uid !== 0 || gid !== 0 || mode !== 0o755),
  );
  return [
    ...warning('the image has no shell to make what the plan makes', made, 'has them'),
    ...warning('COPY cannot name symlinks', ofKind('symlink'), 'has them'),
    ...warning('COPY cannot name devices and pipes', ofKind('char', 'block', 'fifo'), 'has them'),
    ...warning('COPY cannot take such names', odd, 'has them'),
    ...warning('COPY does not keep extended attributes, such as capabilities', attributed, 'does'),
    ...warning('COPY makes files of their own of further names', ofKind('hardlink'), 'does not'),
    ...warning('COPY does not keep owner and mode of directories themselves', owned, 'does'),
  ];
}

/** @param contrast what `flense slim` does instead */
function warning(text: string, entries: readonly DockerfileEntry[], contrast: string): readonly string[] {
  if (entries.length === 0) return [];
  const names = entries.slice(0, maxNamed).map(({ path }) => (copyable.test(path) ? path : JSON.stringify(path)));
  const more = entries.length > maxNamed ? ` and ${entries.length - maxNamed} more` : '';
  return commentLines(`WARNING: ${text}: ${names.join(', ')}${more}; flense slim ${contrast}`);
}
