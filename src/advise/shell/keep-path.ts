import { posix } from 'node:path';
import { isFile } from '../../analyze/node-columns.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** Directories that are everybody's: that one of them is named does not mean that all in it is wanted. */
const shared = /^\/(?:[^/]+|(?:usr|var)\/[^/]+|usr\/(?:local|share)\/[^/]+|var\/(?:lib|cache|log|run|spool)\/?)$|^\/(?:dev|proc|sys)\//;

/**
 * Keeps what a path leads to, if anything is there.
 * @param isWhole a directory is wanted with all that is in it, unless it is one of the system's
 */
export function keepPath(context: ShellContext, state: ShellState, text: string, reason: string, isWhole = false): void {
  if (text === '' || text.length > 4_096 || (state.workingDir === null && !text.startsWith('/'))) return;
  const path = posix.resolve(state.workingDir ?? '/', text);
  const { tree } = context.scene.view;
  const node = path === '/' ? null : resolvePath(tree, path);
  if (node === null) return;
  const isDirectory = tree.isDirectory(node);
  if (!isDirectory && !isFile(tree, node)) return;
  // A word without a slash may well be the name of a directory by chance.
  if (isDirectory && !text.includes('/')) return;
  const extent = isDirectory && isWhole && !shared.test(path) ? 'subtree' : 'one';
  context.findings.need(path, reason, { extent, from: state.source.path, part: 'data' });
}
