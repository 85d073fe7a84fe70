import type { Function as FunctionNode } from 'unbash';
import { forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';

/** A script as it is read: a file, or text that was handed to a shell. */
export type ScriptSource = {
  /** Of the file that is to blame for what it does; null for the image's configuration. */
  readonly path: string | null;
  readonly script: ParsedScript;
  /** From 1, of an offset; null where the text stands in no file. */
  readonly lineAt: (offset: number) => number | null;
};

/** UTF-16 units. The longest entrypoints that anybody wrote by hand have some 100,000. */
export const maxScriptLength = 1_048_576;

/** A whole file. */
export function fileSource(path: string, text: string): ScriptSource {
  const starts = lineStarts(text);
  return { path, script: parse(text), lineAt: (offset) => lineOf(starts, offset) };
}

/** Text inside of a file, all of which is on one line as far as anybody is told. */
export function textSource(path: string | null, text: string, line: number | null): ScriptSource {
  return { path, script: parse(text), lineAt: () => line };
}

/** Functions that a script defines anywhere: they may be called before, from another function or after they were sourced. */
export function definedFunctions(script: ParsedScript): readonly FunctionNode[] {
  const found: FunctionNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Word' || node.type === 'Assignment') return;
    if (node.type === 'Function') found.push(node);
    forEachChild(node, visit);
  };
  forEachChild(script, visit);
  return found;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
