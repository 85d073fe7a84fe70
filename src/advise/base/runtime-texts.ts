import { isFile, sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { FileKind } from '../../model/facts.ts';
import type { Kept } from '../closure.ts';
import { startedNames } from '../sources/started-names.ts';
import type { Scene } from '../tracer.ts';
import { isFoundOnBase, type OtherStarts } from './other-starts.ts';

const maxFileBytes = 16 * 1_048_576;
const maxAllBytes = 128 * 1_048_576;
/** What is a script by its name, or may be one without. */
const javaScript = /(?:\.[cm]?[jt]sx?|\/[^./]+)$/;
const textKinds: ReadonlySet<FileKind> = new Set(['text', 'script']);
/** What may be text in an encoding of its own. */
const unclearKinds: ReadonlySet<FileKind> = new Set(['other', 'unknown']);

/** Texts that are kept and name the runtime by a path that a base does not have, or start it by its name. @param places paths, with all below */
export async function textsNaming(
  starts: OtherStarts,
  places: readonly string[],
  kept: ReadonlyMap<Node, Kept>,
  scene: Scene,
): Promise<readonly string[]> {
  const { tree, kind, image } = scene.view;
  const { env } = image.config.config;
  const isText = (node: Node): boolean => textKinds.has(kind(node)) || (unclearKinds.has(kind(node)) && javaScript.test(tree.path(node)));
  const nodes = [...kept].flatMap(([node, { part }]) =>
    isFile(tree, node) && !starts.left.has(node) && part !== 'metadata' && isText(node) ? [node] : [],
  );
  const bytes = nodes.reduce((sum, node) => sum + sizeOf(tree, node), 0);
  const long = nodes.find((node) => sizeOf(tree, node) > maxFileBytes);
  if (bytes > maxAllBytes || long !== undefined) return ['the texts that are kept are too long to be looked through for its name'];
  const contents = await scene.read(nodes, maxFileBytes);
  const pattern = places.length === 0 ? null : new RegExp(`(?:${places.map(escaped).join('|')})(?![\\w.-])`);
  return [...contents].flatMap(([node, content]) => {
    const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
    const path = tree.path(node);
    const named = pattern?.exec(text)?.[0];
    if (named !== undefined) return [`${path} names ${named}`];
    const called = javaScript.test(path) ? startedByName(text, starts, env) : undefined;
    return called === undefined ? [] : [`${path} starts ${called}`];
  });
}

function startedByName(text: string, starts: OtherStarts, env: readonly string[]): string | undefined {
  if (starts.runtime.language !== 'node') return undefined;
  return startedNames(text, 'node')
    .commands.map((command) => command.text.split(/\s+/)[0]!)
    .find((name) => /^node(?:js)?$/.test(name) && !isFoundOnBase(name, env, starts));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
