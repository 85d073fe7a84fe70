import type { Node } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ScriptFacts } from '../model/facts.ts';
import type { ProofProblem } from '../model/proof.ts';
import { findProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';
import { wrappedCommand } from '../program/wrapped-command.ts';
import { planChain } from './plan-chain.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import type { ProofSubject } from './proof-subject.ts';

/**
 * Every script that may be executed finds the interpreter that it had. One that lies where nobody looks for commands, and that the
 * plan does not start, may well never be run: that is a warning.
 */
export function proveScripts(input: ProofInput): CheckResult {
  const { slim } = input;
  const scripts = [...listTree(slim.tree, rootNode)].flatMap((node) => {
    const facts = isExecutable(slim, node) ? slim.scriptAt(node) : null;
    return facts === null ? [] : [{ node, facts }];
  });
  return { count: scripts.length, problems: scripts.flatMap(({ node, facts }) => proveScript(node, facts, input)) };
}

function isExecutable({ tree }: ProofSubject, node: Node): boolean {
  const inode = tree.inodeAt(node);
  return inode !== null && tree.layerEntry(inode).kind === 'file' && (tree.layerEntry(inode).mode & 0o111) !== 0;
}

function proveScript(node: Node, facts: ScriptFacts, input: ProofInput): readonly ProofProblem[] {
  const path = input.slim.tree.path(node);
  const missing = missingProgram(facts, input);
  if (missing === null) return [];
  const chain = planChain(input.plan, path);
  const gravity = isStarted(path, input) ? 'failure' : 'warning';
  return [
    {
      check: 'scripts',
      code: 'missing-script-interpreter',
      gravity,
      summary: `${path} is run by ${missing}, which is not there`,
      path: missing,
      chain: [`interpreter of ${path}`, ...chain],
    },
  ];
}

/** The interpreter, or what `env` would run; null where it is there, or never was. */
function missingProgram({ interpreter, argument }: ScriptFacts, { original, slim }: ProofInput): string | null {
  if (resolvePath(slim.tree, interpreter) === null) return resolvePath(original.tree, interpreter) === null ? null : interpreter;
  const words = (argument ?? '').split(/\s+/).filter((word) => word !== '' && word !== '-S');
  const [name] = interpreter.endsWith('/env') ? (wrappedCommand(['env', ...words]) ?? []) : [];
  if (name === undefined || findIn(slim, name) !== null) return null;
  const before = findIn(original, name);
  return before === null ? null : original.tree.path(before);
}

function findIn({ tree, config }: ProofSubject, name: string): Node | null {
  return findProgram(tree, name, { directories: searchPath(config.env), workingDirectory: config.workingDir });
}

const startReasons = /^(?:started|run|executed|the (?:entrypoint|command|health check)|interpreter)\b/;

function isStarted(path: string, { slim, plan }: ProofInput): boolean {
  const directory = path.slice(0, Math.max(1, path.lastIndexOf('/')));
  if (searchPath(slim.config.env).includes(directory)) return true;
  if ([...slim.config.entrypoint, ...slim.config.cmd].includes(path)) return true;
  return plan?.files.some((file) => file.path === path && startReasons.test(file.reason)) ?? false;
}
