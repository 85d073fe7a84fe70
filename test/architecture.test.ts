import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix, relative, sep } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which folder may import which, beside itself. Nothing else is allowed; an import that fights this is a question about the design. */
const table: Readonly<Record<string, readonly string[]>> = {
  'src/model': [],
  'src/tar': ['src/model'],
  'src/source': ['src/model', 'src/tar'],
  'src/layer': ['src/model', 'src/tar'],
  'src/filesystem': ['src/model'],
  'src/program': ['src/model', 'src/filesystem'],
  'src/analyze': ['src/model', 'src/filesystem', 'src/program'],
  'src/diff': ['src/model', 'src/filesystem', 'src/analyze'],
  analyzers: ['src/model', 'src/filesystem', 'src/program', 'src/analyze'],
  'src/advise': ['src/model', 'src/filesystem', 'src/program', 'src/analyze'],
  'src/build': ['src/model', 'src/filesystem', 'src/program', 'src/tar', 'src/layer', 'src/source'],
  'src/gate': ['src/model', 'src/filesystem'],
  'src/report': ['src/model', 'src/filesystem'],
  'src/tui': ['src/model', 'src/filesystem', 'src/report'],
  'src/version.ts': [],
  'src/inspect.ts': ['src/model', 'src/tar', 'src/source', 'src/layer', 'src/filesystem', 'src/analyze', 'src/version.ts'],
  // Opens an image, and inspects as much of it as one asks for.
  'src/look.ts': ['src/inspect.ts', 'src/model', 'src/source', 'src/layer', 'src/analyze'],
  'src/cli': [
    'src/model',
    'src/tar',
    'src/source',
    'src/layer',
    'src/filesystem',
    'src/program',
    'src/analyze',
    'src/diff',
    'src/advise',
    'src/build',
    'src/gate',
    'src/report',
    'src/tui',
    'src/inspect.ts',
    'src/look.ts',
    'src/version.ts',
  ],
  'src/main.ts': ['src/cli', 'src/inspect.ts', 'src/version.ts', 'analyzers'],
  // The library's entry also hands on what its functions take and give.
  'src/index.ts': [
    'src/cli',
    'src/inspect.ts',
    'src/look.ts',
    'src/version.ts',
    'analyzers',
    'src/model',
    'src/layer',
    'src/filesystem',
    'src/analyze',
    'src/report',
  ],
};

/** The only places that touch files, processes, sockets and threads. */
const edges: Readonly<Record<string, RegExp>> = {
  'src/tar': /^node:(fs|child_process|path|stream|zlib)$/,
  'src/source': /^node:/,
  'src/layer': /^node:/,
  'src/cli': /^node:/,
  'src/build': /^node:/,
  'src/main.ts': /^node:/,
  'src/index.ts': /^node:os$/,
  'src/version.ts': /^node:module$/,
  'src/inspect.ts': /^node:crypto$/,
};

/** Of Node, what is pure computation and allowed everywhere. */
const pure = /^node:(path|path\/posix|util|crypto|zlib|buffer)$/;

type Module = {
  readonly file: string;
  readonly source: string;
  readonly imports: readonly string[];
  readonly hasDefaultExport: boolean;
  /** Nothing in it but exports of other files. */
  readonly isBarrel: boolean;
};

const modules: readonly Module[] = ['src', 'analyzers'].flatMap(filesBelow).map(readModule);

describe('the architecture', () => {
  it('has every file in a folder of the table', () => {
    expect(modules.filter(({ file }) => rowOf(file) === null).map(({ file }) => file)).toEqual([]);
  });

  it('imports only what the table allows', () => {
    const wrong = modules.flatMap(({ file, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(file), specifier))
        .filter((target) => !isAllowed(file, target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('says what it imports where it does', () => {
    expect(modules.filter(({ imports }) => imports.includes('(computed)')).map(({ file }) => file)).toEqual([]);
  });

  it('names the file that it imports, with its extension', () => {
    const known = new Set(modules.map(({ file }) => file));
    const wrong = modules.flatMap(({ file, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.') && !known.has(posix.join(posix.dirname(file), specifier)))
        .map((specifier) => `${file}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('touches the world only at its edges', () => {
    const wrong = modules.flatMap(({ file, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('node:') && !pure.test(specifier) && !edges[rowOf(file) ?? '']?.test(specifier))
        .map((specifier) => `${file}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('imports ink and react only in the terminal UI', () => {
    const wrong = modules.filter(
      ({ file, imports }) => !file.startsWith('src/tui/') && imports.some((specifier) => /^(ink|react)(\/|$)/.test(specifier)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('exports by name', () => {
    expect(modules.filter(({ hasDefaultExport }) => hasDefaultExport).map(({ file }) => file)).toEqual([]);
  });

  it('has no barrels, but for the two ways in', () => {
    const barrels = modules.filter(({ isBarrel }) => isBarrel).map(({ file }) => file);
    expect(barrels.filter((file) => file !== 'analyzers/every.ts' && file !== 'src/index.ts')).toEqual([]);
  });

  it('names files in kebab-case, components in PascalCase', () => {
    const isNamed = (file: string): boolean =>
      file.endsWith('.tsx') ? /^[A-Z][A-Za-z0-9]*\.tsx$/.test(basename(file)) : /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(file));
    expect(modules.filter(({ file }) => !isNamed(file)).map(({ file }) => file)).toEqual([]);
  });

  it('has no file that is too long to read at once', () => {
    expect(modules.filter(({ source }) => source.split('\n').length > 300).map(({ file }) => file)).toEqual([]);
  });

  it('sees what it is there to see', () => {
    expect(isAllowed('src/model/digest.ts', 'src/tar/header.ts')).toBe(false);
    expect(isAllowed('src/cli/run.ts', 'analyzers/index.ts')).toBe(false);
    expect(isAllowed('src/main.ts', 'analyzers/index.ts')).toBe(true);
    const imports = "import type { A } from './a.ts'; export * from './b.ts'; const c = import('./c.ts'); type D = import('./d.ts').D;";
    expect(parseImports(imports, 'x.ts')).toEqual({
      imports: ['./a.ts', './b.ts', './c.ts', './d.ts'],
      hasDefaultExport: false,
      isBarrel: false,
    });
    expect(parseImports("export * from './a.ts'; export { b } from './b.ts';", 'x.ts').isBarrel).toBe(true);
    expect(parseImports('export default 1;', 'x.ts').hasDefaultExport).toBe(true);
    expect(parseImports('const a = import(b);', 'x.ts').imports).toEqual(['(computed)']);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function rowOf(file: string): string | null {
  return Object.keys(table).find((row) => file === row || file.startsWith(`${row}/`)) ?? null;
}

function isAllowed(file: string, target: string): boolean {
  const from = rowOf(file);
  const to = rowOf(target);
  return from !== null && to !== null && (from === to || table[from]!.includes(to));
}

function readModule(file: string): Module {
  const source = readFileSync(join(root, file), 'utf8');
  return { file, source, ...parseImports(source, file) };
}

type SyntaxNode = { readonly type: string; readonly source?: { readonly value?: unknown } | null };

/** Static imports, re-exports and dynamic imports, those of types included; one that only running can tell is `(computed)`. */
function parseImports(source: string, file: string): Pick<Module, 'imports' | 'hasDefaultExport' | 'isBarrel'> {
  const program = parseAst(source, { lang: file.endsWith('.tsx') ? 'tsx' : 'ts' });
  const imports: string[] = [];
  let hasDefaultExport = false;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child);
    else if (typeof node === 'object' && node !== null) {
      const { type, source: from } = node as SyntaxNode;
      if (from != null && /^(?:TS)?(?:Import|Export)/.test(type)) imports.push(typeof from.value === 'string' ? from.value : '(computed)');
      if (type === 'ExportDefaultDeclaration') hasDefaultExport = true;
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(program.body);
  const isReExport = (node: unknown): boolean => {
    const { type, source: from } = node as SyntaxNode;
    return type.startsWith('Export') && from != null;
  };
  return { imports, hasDefaultExport, isBarrel: program.body.length > 0 && program.body.every(isReExport) };
}
