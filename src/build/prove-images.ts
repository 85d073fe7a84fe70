import type { Node } from '../filesystem/image-tree.ts';
import type { Image } from '../model/image.ts';
import type { Plan } from '../model/plan.ts';
import type { Proof } from '../model/proof.ts';
import { hashNodes } from './hash-nodes.ts';
import { kindOf } from './planned-nodes.ts';
import { proofSubject } from './proof-subject.ts';
import { type ComparedPair, comparedPairs } from './prove-files.ts';
import { proveImage } from './prove-image.ts';
import { slimLayerNames } from './slim-entry.ts';
import type { ContentSource } from './tree-contents.ts';

export type ProvedImage = { readonly image: Image; readonly source: ContentSource };

/** Holds any image against the one that it stands for; contents that nobody hashed are read. @throws InspectError */
export async function proveImages(original: ProvedImage, slim: ProvedImage, plan: Plan | null): Promise<Proof> {
  const subjects = {
    original: await proofSubject(original.source, original.image.config.config),
    slim: await proofSubject(slim.source, slim.image.config.config),
    plan,
    hasBase: plan?.base.kind === 'image' || slim.image.layers.length > slimLayerNames.length,
  };
  const files = comparedPairs(subjects).filter((pair) => isFile(original.source, pair.original) && isFile(slim.source, pair.slim));
  // Where the sizes differ nothing need be read.
  const alike = files.filter((pair) => sizeOf(original.source, pair.original) === sizeOf(slim.source, pair.slim));
  const originalHashes = await hashNodes(original.source, pick(alike, 'original'));
  const slimHashes = await hashNodes(slim.source, pick(alike, 'slim'));
  return proveImage({ ...subjects, originalHashes, slimHashes });
}

function pick(pairs: readonly ComparedPair[], side: 'original' | 'slim'): readonly Node[] {
  return pairs.map((pair) => pair[side]);
}

function isFile({ tree }: ContentSource, node: Node): boolean {
  return kindOf(tree, node) === 'file';
}

function sizeOf({ tree }: ContentSource, node: Node): number {
  return tree.at(node).sizeBytes;
}
