import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ProofInput } from './proof-input.ts';
import type { ProofSubject } from './proof-subject.ts';
import { type Found, isMissing, problem } from './surroundings-problem.ts';
import { userIds } from './user-ids.ts';

/** What the plan says is written to, and what the images themselves say. */
export function proveWritable(input: ProofInput): readonly Found[] {
  const { original, slim, plan } = input;
  const planned = plan?.writablePaths ?? [];
  const told = planned.map((wanted) => {
    const node = resolvePath(slim.tree, wanted.path);
    if (node === null || !slim.tree.isDirectory(node))
      return problem('failure', 'missing-directory', wanted.path, `${wanted.path} is not there to be written to`, [wanted.reason]);
    const { mode, uid, gid } = slim.tree.at(node);
    if (mode === wanted.mode && uid === wanted.uid && gid === wanted.gid) return [];
    const [is, be] = [describe({ mode, uid, gid }), describe(wanted)];
    return problem('failure', 'unwritable-directory', wanted.path, `${wanted.path} is ${is}, and must be ${be}`, [wanted.reason]);
  });
  const implied = [...slim.config.volumes, ...original.config.volumes, slim.config.workingDir].filter(
    (path) => path.startsWith('/') && path !== '/',
  );
  const lost = [...new Set(implied)].map((path) =>
    isMissing(path, original, slim)
      ? problem('failure', 'missing-directory', path, `${path} is not there`, ['volume or working directory'])
      : [],
  );
  return [...told, ...lost, ...proveVolumes(input)];
}

/** An engine gives a new volume the owner and mode of the directory that it is mounted on. */
function proveVolumes({ original, slim }: ProofInput): readonly Found[] {
  return slim.config.volumes.map((path) =>
    mayWrite(path, original) === true && mayWrite(path, slim) === false
      ? problem('failure', 'unwritable-directory', path, `the user ${slim.config.user} may not write to ${path}`, ['volume'])
      : [],
  );
}

/** As its owner and mode tell; null where the directory or the user is not there. */
function mayWrite(path: string, { tree, config, passwd }: ProofSubject): boolean | null {
  const node = resolvePath(tree, path);
  const ids = userIds(config.user, passwd);
  if (node === null || ids === null) return null;
  const { mode, uid, gid } = tree.at(node);
  if (ids.uid === 0) return true;
  if (ids.uid === uid) return (mode & 0o200) !== 0;
  return (mode & (ids.gid === gid ? 0o020 : 0o002)) !== 0;
}

function describe({ mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number }): string {
  return `${uid}:${gid} ${mode.toString(8).padStart(4, '0')}`;
}
