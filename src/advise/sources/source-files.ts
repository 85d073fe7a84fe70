import { isFile, sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { Scene } from '../tracer.ts';

export type SourceFile = { readonly node: Node; readonly path: string; readonly language: string };

export const maxSourceBytes = 1_048_576;
const maxFiles = 5_000;
const maxAllBytes = 32 * 1_048_576;

const languages: Readonly<Record<string, string>> = {
  ...{ py: 'python', js: 'node', mjs: 'node', cjs: 'node', ts: 'node', rb: 'ruby', ru: 'ruby', rake: 'ruby', pl: 'perl', pm: 'perl' },
  ...{ php: 'php', lua: 'lua', tcl: 'tcl' },
};
const interpreters = /(?:^|\/)(python|node|ruby|perl|php|lua|tclsh)[\d.]*$/;
/** What others wrote, and what browsers run. */
const libraries =
  /\/(?:node_modules|site-packages|dist-packages|gems|vendor|bower_components|lib\/(?:ruby|python[\d.]*|perl5?|php)|(?:usr|local)\/share\/(?:perl|perl5|php|ruby|vala))\/|\.min\.js$|\.d\.ts$/;

/** Sources of the application itself that are kept: of no package of the system or of a language. */
export function sourceFiles({ view, inventory: { ownership } }: Scene, kept: Iterable<Node>): readonly SourceFile[] {
  const { tree } = view;
  const found: SourceFile[] = [];
  let bytes = 0;
  for (const node of kept) {
    if (ownership.system[node] !== none || ownership.language[node] !== none || !isFile(tree, node)) continue;
    const size = sizeOf(tree, node);
    const path = tree.path(node);
    const language = size > maxSourceBytes || libraries.test(path) ? null : languageOf(node, path, view);
    if (language === null || bytes + size > maxAllBytes || found.length >= maxFiles) continue;
    bytes += size;
    found.push({ node, path, language });
  }
  return found;
}

function languageOf(node: Node, path: string, view: Scene['view']): string | null {
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
  if (Object.hasOwn(languages, extension)) return languages[extension]!;
  const script = view.script(node);
  const words = script === null ? [] : [script.interpreter, ...(script.argument ?? '').split(' ')];
  return words.map((word) => interpreters.exec(word)?.[1]).find((name) => name !== undefined) ?? null;
}
