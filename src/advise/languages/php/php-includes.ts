import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory } from '../keep-application.ts';
import { SourceGraph } from '../source-graph.ts';

const includePath = ['/usr/share/php', '/usr/local/lib/php', '/usr/share/pear'];
const maxIncludeLength = 300;

/** Keeps what applications include from outside of their directories: the libraries of the distribution. */
export async function keepIncludes(
  draft: Draft,
  disk: ImageDisk,
  roots: readonly string[],
  scripts: readonly string[] = [],
): Promise<void> {
  const libraries = includePath.filter((path) => disk.isDirectory(path));
  const graph = new SourceGraph(
    disk,
    (path) => /\.(?:php|inc|phtml)$/.test(path),
    (file, text) => {
      for (const name of includedNames(text)) {
        const candidates = [
          posix.resolve(posix.dirname(file.path), `.${name.startsWith('/') ? name : `/${name}`}`),
          ...(name.startsWith('/') ? [name] : []),
          ...libraries.map((library) => posix.join(library, name)),
        ];
        const found = candidates.find((path) => disk.isFile(path));
        if (found !== undefined) graph.add(found, file.path);
      }
    },
  );
  for (const root of roots.filter((path) => !isSystemDirectory(path))) {
    for (const path of disk.below(root, (_, name) => name !== 'node_modules')) if (/\.(?:php|inc|phtml)$/.test(path)) graph.add(path, null);
  }
  for (const script of scripts) graph.add(script, null);
  await graph.follow();
  const kept = new Set<string>();
  for (const { path, from } of graph.reached.values()) {
    if (roots.some((root) => !isSystemDirectory(root) && path.startsWith(`${root}/`))) continue;
    const library = libraries.find((directory) => path.startsWith(`${directory}/`));
    // An autoloader finds the rest of its package.
    const top = library === undefined ? path : posix.join(library, posix.relative(library, path).split('/')[0]!);
    if (!kept.has(top)) draft.keepTree(top, 'included by', from === null ? {} : { from });
    kept.add(top);
  }
}

/** Names after `include` and `require`, and of files after `__DIR__ .`. */
function includedNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const [, name] of text.matchAll(/\b(?:include|require)(?:_once)?\b[^'";\n]{0,80}['"]([^'"$\n]{1,300})['"]/g))
    if (name!.length <= maxIncludeLength) names.push(name!);
  return names;
}
