import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { gravityOf } from './base-gravity.ts';
import { planChain } from './plan-chain.ts';
import { kindOf } from './planned-nodes.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';

/** No symlink dangles that led somewhere in the original. */
export function proveLinks(input: ProofInput): CheckResult {
  const { original, slim, plan } = input;
  const links = [...listTree(slim.tree, rootNode)].filter((node) => kindOf(slim.tree, node) === 'symlink');
  const dangling = links.map((node) => slim.tree.path(node)).filter((path) => resolvePath(slim.tree, path) === null);
  const problems = dangling.flatMap((path) => {
    const before = resolvePath(original.tree, path);
    if (before === null) return [];
    const target = original.tree.path(before);
    const summary = `${path} leads to ${target}, which is not there`;
    return [
      {
        check: 'links',
        code: 'dangling-symlink',
        gravity: gravityOf(path, input),
        summary,
        path: target,
        chain: [`link ${path}`, ...planChain(plan, path)],
      } as const,
    ];
  });
  return { count: links.length, problems };
}
