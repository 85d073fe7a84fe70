import { type Options, parse, type Node as SyntaxNode } from 'acorn';
import { type SystemNames, systemNames } from '../system-names.ts';
import { literalText } from './literal-text.ts';

export type ScriptImports = {
  /** As they are written. */
  readonly specifiers: readonly string[];
  /** Lines that load what only running tells: `own` where it begins like a path, `any` where it may be a package. */
  readonly computed: readonly { readonly line: number; readonly reach: 'own' | 'any' }[];
  /** Whether it asks where it lies: then it reads what lies beside it. */
  readonly readsBeside: boolean;
  /** Short strings without blanks: among them names of files and packages. */
  readonly strings: readonly string[];
  /** null where it names nothing of the system. */
  readonly system: SystemNames | null;
};

const maxStringLength = 200;
const placeNames: ReadonlySet<string> = new Set(['__dirname', '__filename']);

/**
 * What JavaScript may load, by its syntax: `import`, `require`, `require.resolve`, `import()`, and strings.
 * @returns null for what is no JavaScript, or nested too deeply to be parsed
 */
export function scanScript(source: string): ScriptImports | null {
  const root = parseScript(source);
  if (root === null) return null;
  const specifiers = new Set<string>();
  const strings = new Set<string>();
  const computed: { line: number; reach: 'own' | 'any' }[] = [];
  let readsBeside = false;
  const load = (argument: SyntaxNode | undefined, line: number): void => {
    for (const { text, isWhole } of literalText(argument)) {
      if (isWhole) specifiers.add(text);
      else computed.push({ line, reach: /^(?:\.|\/)/.test(text) ? 'own' : 'any' });
    }
  };
  walk(root, (node) => {
    const { type } = node;
    const line = node.loc?.start.line ?? 1;
    if (type === 'Literal' && typeof node['value'] === 'string') addString(strings, node['value']);
    if (type === 'Identifier' && placeNames.has(String(node['name']))) readsBeside = true;
    if (type === 'MetaProperty' && isNode(node['meta']) && node['meta']['name'] === 'import') readsBeside = true;
    if (isImport(type) && isNode(node['source'])) load(node['source'], line);
    if (type === 'CallExpression' && isLoader(node['callee'])) load(argumentsOf(node)[0], line);
  });
  return { specifiers: [...specifiers], computed, readsBeside, strings: [...strings], system: systemNames(source, 'node') };
}

function isImport(type: string): boolean {
  return (
    type === 'ImportDeclaration' || type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration' || type === 'ImportExpression'
  );
}

type LooseNode = SyntaxNode & Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is LooseNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function argumentsOf(node: LooseNode): readonly LooseNode[] {
  const found = node['arguments'];
  return Array.isArray(found) ? found.filter(isNode) : [];
}

/** `require`, `module.require`, `require.resolve`, and what people call the result of `createRequire`. */
function isLoader(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Identifier') return /(?:^|_|[a-z])[rR]equire_*$/.test(String(callee['name']));
  if (callee.type !== 'MemberExpression' || !isNode(callee['property']) || !isNode(callee['object'])) return false;
  const property = String(callee['property']['name'] ?? '');
  return property === 'require' || (property === 'resolve' && (isLoader(callee['object']) || callee['object'].type === 'MetaProperty'));
}

function addString(strings: Set<string>, text: string): void {
  if (text !== '' && text.length <= maxStringLength && !/\s/.test(text)) strings.add(text);
}

/** Without recursion, as depth is the image's choice. */
function walk(root: SyntaxNode, visit: (node: LooseNode) => void): void {
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const item of value) open.push(item ?? false);
    else if (isNode(value)) {
      visit(value);
      for (const key of Object.keys(value)) if (key !== 'loc' && typeof value[key] === 'object') open.push(value[key] ?? false);
    }
  }
}

function parseScript(source: string): SyntaxNode | null {
  const options: Options = {
    ecmaVersion: 'latest',
    locations: true,
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    sourceType: 'script',
  };
  const looksLikeModule = /^\s*(?:import|export)\b/m.test(source);
  const order = looksLikeModule ? (['module', 'script'] as const) : (['script', 'module'] as const);
  for (const sourceType of order) {
    try {
      return parse(source, { ...options, sourceType });
    } catch (error) {
      // A SyntaxError is what the file is about; a RangeError means that the parser ran out of stack on it.
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    }
  }
  return null;
}
