import { type PythonToken, pythonTokens } from './python-tokens.ts';

export type PythonImport = {
  /** Dotted, without the leading dots. */
  readonly module: string;
  /** What is taken from it, each of which may be a module of its own; `*` is all. */
  readonly names: readonly string[];
  /** Number of leading dots. */
  readonly level: number;
  readonly line: number;
  /** Of the module itself: not in a function, a branch or a `try`. */
  readonly isOuter: boolean;
};

export type PythonImports = {
  readonly imports: readonly PythonImport[];
  /** Lines that import what only running tells. */
  readonly computedLines: readonly number[];
  /** Short strings without blanks: among them names of modules and files. */
  readonly strings: readonly string[];
};

const importers: ReadonlySet<string> = new Set(['import_module', '__import__']);
const maxNameLength = 200;
const dottedName = /^\.*[A-Za-z_][\w.]*$/;

/** All that Python source may import, wherever in it: in functions, branches, and by name. */
export function scanImports(source: string): PythonImports {
  const imports: PythonImport[] = [];
  const computedLines: number[] = [];
  const strings = new Set<string>();
  let statement: PythonToken[] = [];
  let hasCall = false;
  for (const token of pythonTokens(source)) {
    if (token.kind === 'string' && !token.isFormatted && token.text.length <= maxNameLength && !/\s/.test(token.text))
      strings.add(token.text);
    if (token.kind !== 'end') statement.push(token);
    if (token.kind === 'name' && importers.has(token.text)) hasCall = true;
    if (token.kind === 'end' || isBlockStart(token, statement)) {
      imports.push(...statementImports(statement));
      if (hasCall) calls(statement, imports, computedLines);
      hasCall = false;
      statement = [];
    }
  }
  return { imports, computedLines, strings: [...strings] };
}

/** `if x: import y` and `try: import y`: what follows a colon may be a statement; nothing is lost where it is none. */
function isBlockStart({ kind, text }: PythonToken, statement: readonly PythonToken[]): boolean {
  const first = statement[0]?.text;
  return kind === 'sign' && text === ':' && first !== 'import' && first !== 'from';
}

function statementImports(statement: readonly PythonToken[]): readonly PythonImport[] {
  const [first] = statement;
  if (first?.kind !== 'name') return [];
  if (first.text === 'import') return importedModules(statement.slice(1), first);
  return first.text === 'from' ? fromImport(statement.slice(1), first) : [];
}

/** `a.b as c, d`. */
function importedModules(tokens: readonly PythonToken[], { line, isOuter }: PythonToken): readonly PythonImport[] {
  return splitAtCommas(tokens)
    .map((part) => leadingName(part))
    .filter((module) => module !== '')
    .map((module) => ({ module, names: [], level: 0, line, isOuter }));
}

/** `..a.b import (c as d, e)`. */
function fromImport(tokens: readonly PythonToken[], { line, isOuter }: PythonToken): readonly PythonImport[] {
  const at = tokens.findIndex(({ kind, text }) => kind === 'name' && text === 'import');
  if (at < 0) return [];
  const dots = tokens.findIndex(({ text }) => text !== '.');
  const names = splitAtCommas(tokens.slice(at + 1).filter(({ text }) => text !== '(' && text !== ')'))
    .map((part) => (part[0]?.text === '*' ? '*' : leadingName(part)))
    .filter((name) => name !== '');
  return [{ module: leadingName(tokens.slice(dots, at)), names, level: dots, line, isOuter }];
}

function leadingName(tokens: readonly PythonToken[]): string {
  let name = '';
  for (const { kind, text } of tokens) {
    const isDot = kind === 'sign' && text === '.';
    if (isDot ? name === '' || name.endsWith('.') : kind !== 'name' || (name !== '' && !name.endsWith('.'))) break;
    name += text;
  }
  return name;
}

function splitAtCommas(tokens: readonly PythonToken[]): readonly (readonly PythonToken[])[] {
  const parts: PythonToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === ',') parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}

/** `importlib.import_module('x')` and `__import__('x')`. */
function calls(statement: readonly PythonToken[], imports: PythonImport[], computedLines: number[]): void {
  for (const [at, { kind, text, line }] of statement.entries()) {
    if (kind !== 'name' || !importers.has(text) || statement[at + 1]?.text !== '(' || statement[at - 1]?.text === 'def') continue;
    const argument = statement[at + 2];
    const after = statement[at + 3]?.text;
    const isLiteral = argument?.kind === 'string' && !argument.isFormatted && (after === ')' || after === ',' || after === undefined);
    if (!isLiteral || !dottedName.test(argument.text)) computedLines.push(line);
    else {
      const module = argument.text.replace(/^\.+/, '');
      imports.push({ module, names: [], level: argument.text.length - module.length, line, isOuter: false });
    }
  }
}
