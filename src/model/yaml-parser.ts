import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from 'yaml';
import { InspectError } from './errors.ts';
import type { YamlEntry, YamlValue } from './yaml-value.ts';

/** Of one configuration file, which a person writes. */
const maxCharacters = 131_072;
const maxDepth = 32;
/** Each alias is looked for in the whole document. */
const maxAliases = 200;
/** Values, each counted as often as an alias repeats it. */
const maxValues = 20_000;

/**
 * Parses one YAML document of bounded size, depth and number of values.
 * @param file for messages
 * @throws InspectError `usage` or `limit`
 */
export function parseYaml(text: string, file: string): YamlValue {
  if (text.length > maxCharacters) throw new InspectError('limit', `${file}: more than ${maxCharacters} characters`);
  checkDepth(text, file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true, merge: false });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new InspectError('usage', `${file}:${lines.linePos(error.pos[0]).line}: expected YAML: ${firstLine(error.message)}`);
  }
  return toValue(document.contents, { document, lines, file, count: 0, aliases: 0 }, 0);
}

/** Before anything recursive sees the text: brackets, and block indicators of one line. */
function checkDepth(text: string, file: string): void {
  let flow = 0;
  let block = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') flow++;
    else if (lexeme === ']' || lexeme === '}') flow--;
    else if (lexeme === '-' || lexeme === '?' || lexeme === ':') block++;
    else if (lexeme === '\n' || lexeme === '\r\n') block = 0;
    if (flow > maxDepth || block > 2 * maxDepth + (flow > 0 ? maxValues : 0)) throw tooDeep(file);
  }
}

type Reading = { readonly document: Document; readonly lines: LineCounter; readonly file: string; count: number; aliases: number };

function toValue(node: unknown, reading: Reading, depth: number): YamlValue {
  reading.count += 1;
  if (depth > maxDepth) throw tooDeep(reading.file);
  if (reading.count > maxValues) throw new InspectError('limit', `${reading.file}: more than ${maxValues} values, aliases followed`);
  const line = lineOf(node, reading);
  if (isAlias(node)) return toValue(target(node, reading, line), reading, depth + 1);
  if (isSeq(node)) return { kind: 'list', line, items: node.items.map((item) => toValue(item, reading, depth + 1)) };
  if (isMap(node)) return { kind: 'map', line, entries: node.items.map((pair) => toEntry(pair.key, pair.value, reading, depth)) };
  return toScalar(node, line, reading.file);
}

function toEntry(key: unknown, value: unknown, reading: Reading, depth: number): YamlEntry {
  const line = lineOf(key, reading);
  if (!isScalar(key) || typeof key.value === 'object') throw new InspectError('usage', `${reading.file}:${line}: expected a plain key`);
  const found = toValue(value, reading, depth + 1);
  // What is not there has no place of its own.
  return { key: String(key.source ?? key.value), line, value: found.line === 0 ? { ...found, line } : found };
}

function toScalar(node: unknown, line: number, file: string): YamlValue {
  if (!isScalar(node)) return { kind: 'scalar', line, value: null, text: '' };
  const { value, source } = node;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'scalar', line, value, text: typeof value === 'string' ? value : (source ?? String(value)) };
  }
  throw new InspectError('usage', `${file}:${line}: expected text, a number or true or false`);
}

function target(alias: Alias, reading: Reading, line: number): Node {
  if (++reading.aliases > maxAliases) throw new InspectError('limit', `${reading.file}: more than ${maxAliases} aliases`);
  const found = alias.resolve(reading.document);
  if (found !== undefined) return found;
  throw new InspectError('usage', `${reading.file}:${line}: expected an anchor of the name ${JSON.stringify(alias.source)}`);
}

function lineOf(node: unknown, { lines }: Reading): number {
  const range = (node as Partial<Node> | null | undefined)?.range;
  return range == null ? 0 : lines.linePos(range[0]).line;
}

function tooDeep(file: string): InspectError {
  return new InspectError('limit', `${file}: nested deeper than ${maxDepth}`);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!;
}
