import { posix } from 'node:path';
import type { Directive } from './directive.ts';
import type { ServerTrace } from './server-trace.ts';

/** How a server's configuration is to be read. Names of directives are in lower case. */
export type ConfigurationShape = {
  readonly parse: (text: string) => readonly Directive[];
  /** What a relative path begins with; the directory of the first file where nothing is said. */
  readonly base?: string;
  /** Files that belong to it, as globs; none where the directive is another. */
  readonly includes: (directive: Directive) => readonly string[];
  /** Directives with a directory of which all is served. */
  readonly trees?: readonly string[];
  /** Directives with a path that is written to. */
  readonly writes?: readonly string[];
  /** Variables in arguments. */
  readonly expand?: (text: string) => string;
};

export type ReadDirective = Directive & { readonly file: string };

const maxFiles = 512;

/**
 * Reads a configuration with all that it includes. Files that it names are kept wherever they stand in it: certificates, error
 * pages, tables.
 */
export async function walkConfiguration(
  found: ServerTrace,
  files: readonly string[],
  shape: ConfigurationShape,
): Promise<readonly ReadDirective[]> {
  const base = shape.base ?? posix.dirname(files[0] ?? '/');
  const seen = new Set(files);
  const open = [...files];
  const directives: ReadDirective[] = [];
  for (let file = open.shift(); file !== undefined && seen.size <= maxFiles; file = open.shift()) {
    found.keep('configuration of', [file], { confidence: 'certain' });
    const text = await found.text(file);
    for (const directive of text === null ? [] : shape.parse(text)) {
      const expanded = shape.expand === undefined ? directive : { ...directive, args: directive.args.map(shape.expand) };
      directives.push({ ...expanded, file });
      const included = shape.includes(expanded).flatMap((glob) => found.matches(found.absolute(glob, base)));
      for (const path of included.filter((one) => !seen.has(one))) {
        seen.add(path);
        open.push(...(found.isDirectory(path) ? filesIn(found, path) : [path]));
      }
      keepNamed(found, expanded, file, base, shape);
    }
  }
  return directives;
}

function filesIn(found: ServerTrace, directory: string): readonly string[] {
  return found.matches(`${directory}/*`).filter((path) => found.isFile(path));
}

function keepNamed(found: ServerTrace, { name, args }: Directive, file: string, base: string, { trees, writes }: ConfigurationShape): void {
  const key = name.toLowerCase();
  if (key.startsWith('<')) return;
  for (const path of args.flatMap((arg) => (arg.startsWith('/') && found.node(arg) !== null ? [arg] : pathsIn(arg)))) {
    const absolute = found.absolute(path, base);
    if (writes?.includes(key)) {
      // A word without a slash is a format, or standard output.
      if (!path.includes('/')) continue;
      if (!absolute.startsWith('/dev/')) found.write(absolute);
      found.keep('written to by', found.isDirectory(absolute) ? [absolute] : [posix.dirname(absolute)], { from: file });
    } else if (found.isFile(absolute)) found.keep('named in', [absolute], { from: file });
    else if (found.isDirectory(absolute) && absolute.split('/').length > 2) {
      if (trees?.includes(key)) found.keepTree('served by', [absolute], { from: file });
      else if (path.startsWith('/')) found.keep('named in', [absolute], { from: file });
    }
  }
}

/** A path as it is, or what looks like one behind an option, a scheme or in parentheses: `map(/etc/x.map)`, `file:/x`, `-f /x`. */
function pathsIn(arg: string): readonly string[] {
  if (arg.length > 4_096 || /^\||\*/.test(arg)) return [];
  if (/^[\w.-][\w./-]*$/.test(arg)) return [arg];
  return arg.match(/(?<![\w.)$}])\/[\w.+@%:/-]*[\w+/-]/g)?.slice(0, 32) ?? [];
}
