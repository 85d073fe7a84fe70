import type { Node } from '../filesystem/image-tree.ts';
import { formatUser } from '../model/format-user.ts';
import type { Image } from '../model/image.ts';
import type { Plan } from '../model/plan.ts';
import type { Proof } from '../model/proof.ts';
import type { BuiltSlim } from './build-slim.ts';
import { hashNodes } from './hash-nodes.ts';
import { kindOf } from './planned-nodes.ts';
import { proofSubject } from './proof-subject.ts';
import { comparedPairs } from './prove-files.ts';
import { proveImage } from './prove-image.ts';
import { readBack } from './read-back.ts';
import type { ContentSource } from './tree-contents.ts';

export type BuiltProofInput = {
  readonly plan: Plan;
  readonly image: Image;
  readonly source: ContentSource;
  readonly built: BuiltSlim;
  readonly signal: AbortSignal;
};

/** Reads what was built, before anybody else can, and holds it against the image that it was made of. @throws InspectError */
export async function proveBuilt({ plan, image, source, built, signal }: BuiltProofInput): Promise<Proof> {
  const back = await readBack(built.staged, source.limits, signal);
  try {
    const original = await proofSubject(source, image.config.config);
    const slim = await proofSubject(back, { ...plan.config, user: formatUser(plan.user) });
    const subjects = { original, slim, plan, hasBase: built.hasBase };
    const files = comparedPairs(subjects).filter(
      (pair) => kindOf(back.tree, pair.slim) === 'file' && kindOf(source.tree, pair.original) === 'file',
    );
    const slimHashes = await hashNodes(
      back,
      files.map((pair) => pair.slim),
    );
    // What was copied has been hashed on the way, or is held against the hash of its index; only what the base brings is left to read.
    const copied = byInode(built.hashes, source);
    const known = files.flatMap(({ original: node }) => hashed(node, copied.get(source.tree.inodeAt(node)!)));
    const read = await hashNodes(
      source,
      files.map((pair) => pair.original).filter((node) => !copied.has(source.tree.inodeAt(node)!)),
    );
    return proveImage({ ...subjects, slimHashes, originalHashes: new Map([...known, ...read]) });
  } finally {
    back.close();
  }
}

function hashed(node: Node, hash: string | undefined): readonly (readonly [Node, string])[] {
  return hash === undefined ? [] : [[node, hash]];
}

/** A file has one content, whichever of its names was copied. */
function byInode(hashes: ReadonlyMap<Node, string>, { tree }: ContentSource): ReadonlyMap<number, string> {
  return new Map([...hashes].map(([node, hash]) => [tree.inodeAt(node)!, hash]));
}
