import type { Node, TreeEntry } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import type { ProofProblem } from '../model/proof.ts';
import { kindOf } from './planned-nodes.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import type { ProofSubject } from './proof-subject.ts';
import { sameRecord } from './same-record.ts';

export type ComparedPair = { readonly path: string; readonly original: Node; readonly slim: Node };

/** What both have, and what was not meant to differ: with a plan its kept files, else whatever has the same path. */
export function comparedPairs({ original, slim, plan }: Pick<ProofInput, 'original' | 'slim' | 'plan'>): readonly ComparedPair[] {
  const meant = new Set([...(plan?.made ?? []), ...(plan?.writablePaths ?? [])].map(({ path }) => path));
  const kept = plan === null ? null : new Set(plan.files.map(({ path }) => path));
  return [...listTree(slim.tree, rootNode)].flatMap((node) => {
    const path = slim.tree.path(node);
    const before = path === '/' || meant.has(path) || kept?.has(path) === false ? null : original.tree.find(path);
    return before === null ? [] : [{ path, original: before, slim: node }];
  });
}

/** Every kept file is the same: its content, owner, mode, attributes such as capabilities, and where it leads to. */
export function proveFiles(input: ProofInput): CheckResult {
  const pairs = comparedPairs(input);
  return { count: pairs.length, problems: pairs.flatMap((pair) => provePair(pair, input)) };
}

/** Written anew in nearly every production image, which only the plan tells. */
const oftenMade =
  /^\/(?:etc\/(?:passwd|group|shadow|gshadow|nsswitch\.conf|hosts)|tmp|var\/tmp|var\/lib\/dpkg(?:\/.*)?|(?:usr\/)?lib\/apk(?:\/.*)?)$/;

function provePair(pair: ComparedPair, input: ProofInput): readonly ProofProblem[] {
  const [before, after] = [describe(input.original, pair.original), describe(input.slim, pair.slim)];
  const differences = differing(pair, before, after, input);
  if (differences.length === 0) return [];
  const gravity = input.plan === null && oftenMade.test(pair.path) ? 'warning' : 'failure';
  return [
    {
      check: 'files',
      code: 'altered-file',
      gravity,
      summary: `${pair.path} is not as it was: ${differences.join(', ')}`,
      path: pair.path,
      chain: [],
    },
  ];
}

type Described = Pick<TreeEntry, 'mode' | 'uid' | 'gid' | 'sizeBytes' | 'kind'> & {
  readonly target: string | null;
  readonly xattrs: Readonly<Record<string, string>>;
};

function describe({ tree }: ProofSubject, node: Node): Described {
  const { mode, uid, gid, sizeBytes } = tree.at(node);
  const inode = tree.inodeAt(node);
  const own = inode === null ? null : tree.layerEntry(inode);
  return { kind: kindOf(tree, node), mode, uid, gid, sizeBytes, target: own?.linkTarget ?? null, xattrs: own?.extra?.xattrs ?? {} };
}

function differing(pair: ComparedPair, before: Described, after: Described, { originalHashes, slimHashes }: ProofInput): readonly string[] {
  if (before.kind !== after.kind) return [`${before.kind} became ${after.kind}`];
  const isFile = before.kind === 'file';
  const isContentSame = !isFile || before.sizeBytes === 0 || originalHashes.get(pair.original) === slimHashes.get(pair.slim);
  return [
    ...(before.mode === after.mode || before.kind === 'symlink' ? [] : [`mode ${octal(before.mode)} became ${octal(after.mode)}`]),
    ...(before.uid === after.uid && before.gid === after.gid ? [] : [`owner ${before.uid}:${before.gid} became ${after.uid}:${after.gid}`]),
    ...(before.target === after.target ? [] : ['it leads elsewhere']),
    ...(sameRecord(before.xattrs, after.xattrs) ? [] : ['other extended attributes']),
    ...(isFile && before.sizeBytes !== after.sizeBytes
      ? [`${before.sizeBytes} bytes became ${after.sizeBytes}`]
      : isContentSame
        ? []
        : ['other content']),
  ];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
