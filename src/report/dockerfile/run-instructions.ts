import type { AssemblyStep } from './assembly-step.ts';
import { commentLines } from './comment-lines.ts';
import { wrapCommand } from './wrap-command.ts';

/** Of one script: Linux passes no longer word to a program. */
const maxScriptBytes = 65_536;
const columns = 112;
/** Content that the plan makes is there to be exact: more of it on a line. */
const contentColumns = 1_000;
const indent = '    ';

/**
 * RUN instructions for steps in their order, with the reason of each as a comment before it.
 * @param functions of the shell that the steps call, over as many lines as they have
 */
export function runInstructions(steps: readonly AssemblyStep[], functions: readonly string[]): readonly string[] {
  return scripts(steps.map(toBlock)).flatMap((script) => [...instruction(script, functions), '']);
}

type Block = { readonly reason: string; readonly lines: readonly string[]; readonly bytes: number };

function toBlock({ reason, words }: AssemblyStep): Block {
  const lines = wrapCommand(words, words[0] === 'write' ? contentColumns : columns);
  return { reason, lines, bytes: lines.reduce((sum, { length }) => sum + length + indent.length + 4, 0) };
}

function scripts(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const all: Block[][] = [];
  let bytes = maxScriptBytes;
  for (const block of blocks) {
    bytes += block.bytes;
    if (bytes > maxScriptBytes) {
      all.push([]);
      bytes = block.bytes;
    }
    all.at(-1)!.push(block);
  }
  return all;
}

function instruction(blocks: readonly Block[], functions: readonly string[]): readonly string[] {
  const called = functions.filter((text) => blocks.some(({ lines }) => lines[0]!.startsWith(`${text.slice(0, text.indexOf('('))} `)));
  let reason = '';
  const lines = blocks.flatMap((block, at) => {
    const comments = block.reason === reason || block.reason === '' ? [] : commentLines(block.reason).map((line) => `${indent}${line}`);
    reason = block.reason;
    return [
      ...comments,
      ...block.lines.map((line, i) => `${indent}${line}${ending(i === block.lines.length - 1, at === blocks.length - 1)}`),
    ];
  });
  return ['RUN umask 022 && \\', ...called.flatMap(functionLines), ...lines];
}

function functionLines(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.map((line, at) => `${indent}${line}${ending(at === lines.length - 1, false)}`);
}

function ending(isLastLine: boolean, isLastBlock: boolean): string {
  if (!isLastLine) return ' \\';
  return isLastBlock ? '' : ' && \\';
}
