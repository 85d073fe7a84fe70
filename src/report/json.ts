import type { Report } from '../model/report.ts';

/** Lists come in pieces of so many items, as the waste of a large image may be longer than a string can be. */
const pieceItems = 1_024;
/** What lies deeper than this is small. */
const pieceDepth = 2;

/** A report as JSON of two spaces, keys in the order of the type, with a final newline. */
export function renderJson(report: Report): string {
  return [...jsonParts(report)].join('');
}

/** The same a piece at a time. */
export function jsonParts(report: Report): Generator<string> {
  return documentParts(report);
}

/** Any other document, in the same form. */
export function* documentParts(value: object): Generator<string> {
  yield* valueParts(value, 0);
  yield '\n';
}

function* valueParts(value: unknown, depth: number): Generator<string> {
  if (Array.isArray(value)) yield* listParts(value, depth);
  else if (depth < pieceDepth && typeof value === 'object' && value !== null) yield* objectParts(value, depth);
  else yield textAt(value, depth);
}

function* objectParts(value: object, depth: number): Generator<string> {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const indent = `\n${'  '.repeat(depth + 1)}`;
  yield '{';
  for (const [i, [key, member]] of members.entries()) {
    yield `${i === 0 ? '' : ','}${indent}${JSON.stringify(key)}: `;
    yield* valueParts(member, depth + 1);
  }
  yield members.length === 0 ? '}' : `\n${'  '.repeat(depth)}}`;
}

function* listParts(items: readonly unknown[], depth: number): Generator<string> {
  yield '[';
  for (let start = 0; start < items.length; start += pieceItems) {
    const text = textAt(items.slice(start, start + pieceItems), depth);
    // Without its own brackets, and what indents the last.
    yield `${start === 0 ? '' : ','}${text.slice(1, -2 - 2 * depth)}`;
  }
  yield items.length === 0 ? ']' : `\n${'  '.repeat(depth)}]`;
}

/** A value as it stands so many levels down: within as many lists, without their `[`, `]`, line ends and two spaces for each level. */
function textAt(value: unknown, depth: number): string {
  let nested = value;
  for (let level = 0; level < depth; level++) nested = [nested];
  const text = JSON.stringify(nested, null, 2);
  return depth === 0 ? text : text.slice(depth * (depth + 3), -depth * (depth + 1));
}
