import type { DockerfileEntry } from './dockerfile-input.ts';
import { printfArgument, shellWord } from './shell-word.ts';

/** A command of the assembly, and why. */
export type AssemblyStep = { readonly reason: string; readonly command: string };

/** Words of one `cp`; Linux and its shells take many more. */
const maxWords = 64;

/**
 * Shell commands that put together a tree below `stage`, of what the image has and what is made: links, modes, owners, attributes and
 * empty directories as they are. They ask for nothing but a POSIX shell, and `cp -a` of coreutils or busybox.
 */
export function assembleScript(entries: readonly DockerfileEntry[], stage: string): readonly AssemblyStep[] {
  const inWhole = wholeFinder(entries);
  const loose = entries.filter(({ path }) => inWhole(path) === null);
  const shown = loose.filter(({ path }) => path !== '/');
  const copied = shown.filter(({ kind, made, isWhole }) => made === null && kind !== 'hardlink' && (kind !== 'directory' || isWhole));
  const links = entries.filter(
    (entry) => entry.kind === 'hardlink' && (inWhole(entry.path) === null || inWhole(entry.path) !== inWhole(entry.linkTarget ?? '')),
  );
  return [
    ...directorySteps(shown.filter(isBareDirectory), stage),
    ...copySteps(copied, stage),
    ...shown.filter(({ made, kind }) => made !== null && kind !== 'directory').flatMap((entry) => makeSteps(entry, stage)),
    ...links.map((entry) => step(entry, `ln -f ${target(entry.linkTarget ?? '', stage)} ${target(entry.path, stage)}`)),
    // Last, and the deepest first, as some of them cannot be written to.
    ...shown
      .filter((entry) => isBareDirectory(entry) && !isUsual(entry))
      .toReversed()
      .flatMap((entry) => ownSteps(entry, stage)),
    ...loose.filter(({ path }) => path === '/').flatMap((entry) => ownSteps(entry, stage)),
  ];
}

function isBareDirectory({ kind, isWhole }: DockerfileEntry): boolean {
  return kind === 'directory' && !isWhole;
}

/** As `mkdir` makes it for root. */
function isUsual({ mode, uid, gid }: DockerfileEntry): boolean {
  return mode === 0o755 && uid === 0 && gid === 0;
}

function directorySteps(entries: readonly DockerfileEntry[], stage: string): readonly AssemblyStep[] {
  const steps: AssemblyStep[] = [];
  for (let at = 0; at < entries.length; at += maxWords) {
    const words = entries.slice(at, at + maxWords).map(({ path }) => target(path, stage));
    steps.push({ reason: 'directories of what is kept', command: `mkdir ${words.join(' ')}` });
  }
  return steps;
}

/** The directory above a path that is copied as a whole; null where the path is named by itself. */
function wholeFinder(entries: readonly DockerfileEntry[]): (path: string) => string | null {
  const whole = new Set(entries.filter(({ isWhole }) => isWhole).map(({ path }) => path));
  return (path) => {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
      if (whole.has(path.slice(0, at))) return path.slice(0, at);
    return null;
  };
}

/** One `cp` for what lies in one directory and is there for one reason. */
function copySteps(entries: readonly DockerfileEntry[], stage: string): readonly AssemblyStep[] {
  const groups = new Map<string, DockerfileEntry[]>();
  for (const entry of entries) {
    const directory = parentOf(entry.path);
    const key = `${entry.reason}\0${directory}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [entry]);
    else known.push(entry);
  }
  const sorted = [...groups.values()].sort(([a], [b]) => (a!.reason < b!.reason ? -1 : a!.reason > b!.reason ? 1 : 0));
  return sorted.flatMap((group) => chunked(group).map((part) => copyStep(part, stage)));
}

function chunked<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / maxWords) }, (_, at) => items.slice(at * maxWords, (at + 1) * maxWords));
}

function copyStep(group: readonly DockerfileEntry[], stage: string): AssemblyStep {
  const [first] = group;
  const words = group.map(({ path }) => word(path));
  return step(first!, `cp -a ${words.join(' ')} ${target(parentOf(first!.path), stage)}/`);
}

function makeSteps(entry: DockerfileEntry, stage: string): readonly AssemblyStep[] {
  const to = target(entry.path, stage);
  if (entry.kind === 'symlink')
    return [step(entry, `ln -sfn ${word(entry.linkTarget ?? '')} ${to}`), step(entry, `chown -h ${entry.uid}:${entry.gid} ${to}`)];
  return [...writeSteps(entry.made ?? new Uint8Array(), to).map((command) => step(entry, command)), ...ownSteps(entry, stage)];
}

/** Line by line, so that people can read it. */
function writeSteps(content: Uint8Array, to: string): readonly string[] {
  if (content.length === 0) return [`: > ${to}`];
  const lines = splitLines(content);
  const isEnded = content.at(-1) === newline;
  const parts = chunked(lines);
  return parts.map((part, at) => {
    const isLast = at === parts.length - 1;
    const format = isLast && !isEnded ? (part.length === 1 ? '%b' : null) : '%b\\n';
    if (format === null)
      return `{ printf '%b\\n' ${part.slice(0, -1).map(printfArgument).join(' ')}; printf '%b' ${printfArgument(part.at(-1)!)}; } ${redirect(at)} ${to}`;
    return `printf '${format}' ${part.map(printfArgument).join(' ')} ${redirect(at)} ${to}`;
  });
}

const newline = 0x0a;

function redirect(at: number): string {
  return at === 0 ? '>' : '>>';
}

function splitLines(content: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(newline, at);
    lines.push(content.subarray(at, end < 0 ? content.length : end));
    at = end < 0 ? content.length : end + 1;
  }
  return lines;
}

/** The owner first: giving a file away takes its setuid bit. */
function ownSteps(entry: DockerfileEntry, stage: string): readonly AssemblyStep[] {
  const { mode, uid, gid, path } = entry;
  const to = target(path, stage);
  return [step(entry, `chown ${uid}:${gid} ${to}`), step(entry, `chmod ${mode.toString(8).padStart(4, '0')} ${to}`)];
}

function step({ reason }: DockerfileEntry, command: string): AssemblyStep {
  return { reason, command };
}

function target(path: string, stage: string): string {
  return word(path === '/' ? stage : `${stage}${path}`);
}

/** A name that ends with a line end would lose it here; see `isUnspeakable`. */
function word(text: string): string {
  const quoted = shellWord(text);
  if (quoted.kind === 'literal') return quoted.text === '' ? "''" : quoted.text;
  return `"$(printf '${quoted.format}')"`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** What no word of a shell can name here, since it ends with a line end. */
export function isUnspeakable(path: string): boolean {
  return path.split('/').some((name) => name.endsWith('\n'));
}
