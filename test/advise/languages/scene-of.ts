import type { Invocation, ProgramTracer, Scene, Trace } from '../../../src/advise/tracer.ts';
import { imageView } from '../../../src/analyze/image-view.ts';
import { takeInventory } from '../../../src/analyze/packages/inventory.ts';
import { packageReaders } from '../../../src/analyze/packages/readers.ts';
import { readPatterns } from '../../../src/analyze/read-patterns.ts';
import type { Node } from '../../../src/filesystem/image-tree.ts';
import { resolvePath } from '../../../src/filesystem/resolve-path.ts';
import { squash } from '../../../src/filesystem/squash.ts';
import { findProgram } from '../../../src/program/find-program.ts';
import { searchPath } from '../../../src/program/search-path.ts';
import { imageOf } from '../../layer/images.ts';
import { indexOf } from '../../layer/indexed.ts';
import { type EntryInput, layer } from '../../support/layers.ts';

export type Files = Readonly<Record<string, EntryInput>>;

/** An image of one layer that a tracer may look at; contents come from what it was made of. */
export async function sceneOf(files: Files): Promise<Scene> {
  const tar = layer(files);
  const tree = squash([await indexOf(tar, { reads: readPatterns(packageReaders) })], [1, 2]);
  const view = imageView(imageOf([]).image, tree, ['']);
  const contents = new Map<Node, Uint8Array>();
  for (const [path, input] of Object.entries(files)) {
    const node = tree.find(path);
    if (node !== null) contents.set(node, contentOf(input));
  }
  const read: Scene['read'] = async (nodes, maxBytes) =>
    new Map(
      nodes.flatMap((node) => {
        const bytes = contents.get(node);
        return bytes === undefined || bytes.length > maxBytes ? [] : [[node, bytes] as const];
      }),
    );
  return { view, inventory: takeInventory(packageReaders, view), read };
}

function contentOf(input: EntryInput): Uint8Array {
  if (typeof input === 'number') return Buffer.alloc(input, 'x');
  if (typeof input === 'string') return Buffer.from(input);
  return input instanceof Uint8Array ? input : contentOf(input.content ?? 0);
}

/** A program: somebody may execute it. */
export function program(content: string | Uint8Array = ''): EntryInput {
  return { content, mode: 0o755 };
}

export function invocation(argv: readonly string[], changes: Partial<Invocation> = {}): Invocation {
  return { argv, env: [], workingDir: '/app', from: null, reason: 'the entrypoint of', confidence: 'certain', ...changes };
}

/** What a tracer says of a program that is started that way; null where it is nothing of its business. */
export async function traced(
  tracer: ProgramTracer,
  files: Files,
  argv: readonly string[],
  changes: Partial<Invocation> = {},
): Promise<Trace | null> {
  const scene = await sceneOf(files);
  const started = invocation(argv, changes);
  const place = { directories: searchPath(started.env), workingDirectory: started.workingDir };
  const node = findProgram(scene.view.tree, argv[0]!, place);
  if (node === null) throw new Error(`the image has no ${argv[0]}`);
  return await tracer.traceProgram(node, started, scene);
}

/** Files of an image that a trace keeps, directories left out, in the order of their paths. */
export async function keptFiles(trace: Trace | null, files: Files): Promise<readonly string[]> {
  const { tree } = (await sceneOf(files)).view;
  const needs = trace?.needs ?? [];
  const real = (path: string): string => {
    const node = resolvePath(tree, path);
    return node === null ? path : tree.path(node);
  };
  const single = new Set(needs.flatMap(({ path }) => [path, real(path)]));
  const trees = needs.filter(({ extent }) => extent === 'subtree').map(({ path }) => `${real(path)}/`);
  const isKept = (path: string): boolean => single.has(path) || trees.some((tree) => path.startsWith(tree));
  return Object.keys(files)
    .filter((path) => !path.endsWith('/') && isKept(path))
    .sort();
}

/** `code path:line`. */
export function warned(trace: Trace | null): readonly string[] {
  return (trace?.warnings ?? []).map(({ code, path, line }) => `${code} ${path ?? '-'}${line === null ? '' : `:${line}`}`);
}
