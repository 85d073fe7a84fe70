import type { AssemblyStep } from './assemble-script.ts';
import { commentLines } from './comment-lines.ts';

/** Of one script: Linux passes no longer word to a program. */
const maxScriptBytes = 65_536;

/** RUN instructions for steps in their order, with the reason of each as a comment before it. */
export function runInstructions(steps: readonly AssemblyStep[]): readonly string[] {
  return scripts(steps).flatMap((script) => [...instruction(script), '']);
}

function scripts(steps: readonly AssemblyStep[]): readonly (readonly AssemblyStep[])[] {
  const all: AssemblyStep[][] = [];
  let bytes = maxScriptBytes;
  for (const step of steps) {
    bytes += step.command.length + 8;
    if (bytes > maxScriptBytes) {
      all.push([]);
      bytes = step.command.length;
    }
    all.at(-1)!.push(step);
  }
  return all;
}

function instruction(steps: readonly AssemblyStep[]): readonly string[] {
  let reason = '';
  const lines = steps.flatMap((step, at) => {
    const comments = step.reason === reason || step.reason === '' ? [] : commentLines(step.reason).map((line) => `    ${line}`);
    reason = step.reason;
    return [...comments, `    ${step.command}${at === steps.length - 1 ? '' : ' && \\'}`];
  });
  return ['RUN umask 022 && \\', ...lines];
}
