import { posix } from 'node:path';
import { isFile, modeOf } from '../../analyze/node-columns.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { need } from '../need.ts';
import type { ProgramTracer } from '../tracer.ts';

const maxParts = 256;

/** `run-parts DIRECTORY` starts every program in it. */
export const runPartsTracer: ProgramTracer = {
  id: 'run-parts',
  traceProgram: (_program, invocation, { view }) => {
    const { argv, workingDir } = invocation;
    if (posix.basename(argv[0] ?? '') !== 'run-parts') return null;
    const directory = posix.resolve('/', workingDir, argv.findLast((word, at) => at > 0 && !word.startsWith('-')) ?? '/nowhere');
    const node = resolvePath(view.tree, directory);
    if (node === null || !view.tree.isDirectory(node)) return null;
    const args = argv.flatMap((word, at) =>
      word === '-a' ? argv.slice(at + 1, at + 2) : word.startsWith('--arg=') ? [word.slice(6)] : [],
    );
    const parts = view.tree.children(node).filter((child) => isFile(view.tree, child) && (modeOf(view.tree, child) & 0o111) !== 0);
    const start = { ...invocation, from: directory, reason: 'run from', confidence: 'likely' as const };
    return {
      needs: [need(directory, 'gone through by', { from: invocation.from, part: 'data', confidence: 'likely' })],
      invocations: parts.slice(0, maxParts).map((child) => ({ ...start, argv: [`${directory}/${view.tree.name(child)}`, ...args] })),
      warnings: [],
    };
  },
};
