import type { AssemblyStep } from './assembly-step.ts';
import { wordParts } from './assembly-step.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';
import { pathWord, printfArgument } from './shell-word.ts';

/** Commands that make a file or a symlink of the plan, owner and mode of a file aside. */
export function makeSteps(entry: DockerfileEntry, stage: string): readonly AssemblyStep[] {
  const { reason, path, kind, made, linkTarget, uid, gid } = entry;
  const to = pathWord(`${stage}${path}`);
  const words =
    kind === 'symlink'
      ? [
          ['ln', '-sfn', pathWord(linkTarget ?? ''), to],
          ['chown', '-h', `${uid}:${gid}`, to],
        ]
      : writeCommands(made ?? new Uint8Array(), path, to);
  return words.map((one) => ({ reason, words: one }));
}

/** Line by line, so that people can read it. */
function writeCommands(content: Uint8Array, path: string, to: string): readonly (readonly string[])[] {
  if (content.length === 0) return [[':', '>', to]];
  const lines = splitLines(content);
  const rest = content.at(-1) === newline ? null : lines.pop()!;
  return [
    ...wordParts(lines.map(printfArgument)).map((part) => ['write', pathWord(path), ...part]),
    ...(rest === null ? [] : [['printf', "'%b'", printfArgument(rest), '>>', to]]),
  ];
}

const newline = 0x0a;

function splitLines(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(newline, at);
    lines.push(content.subarray(at, end < 0 ? content.length : end));
    at = end < 0 ? content.length : end + 1;
  }
  return lines;
}
