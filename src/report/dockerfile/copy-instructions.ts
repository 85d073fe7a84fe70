import { commentLines } from './comment-lines.ts';
import { execForm } from './docker-value.ts';
import type { DockerfileEntry } from './dockerfile-input.ts';

/** In names of other signs COPY sees wildcards, variables or quotes. */
const copyable = /^[\w@%+=:,./ ~-]+$/;

/**
 * COPY instructions for an image that has no shell to put its files together: one for each path, and in comments what COPY changes on
 * the way. https://docs.docker.com/reference/dockerfile/#copy
 */
export function copyInstructions(entries: readonly DockerfileEntry[], stage: string): readonly string[] {
  const whole = new Set(entries.filter(({ isWhole }) => isWhole).map(({ path }) => path));
  const isInWhole = ({ path }: DockerfileEntry): boolean => {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) if (whole.has(path.slice(0, at))) return true;
    return false;
  };
  let reason = '';
  return entries
    .filter((entry) => entry.path !== '/' && !isInWhole(entry))
    .flatMap((entry) => {
      const comments = entry.reason === reason ? [] : commentLines(entry.reason);
      const lines = copyLines(entry, stage);
      if (lines.length === 0) return [];
      reason = entry.reason;
      return [...comments, ...lines];
    });
}

function copyLines(entry: DockerfileEntry, stage: string): readonly string[] {
  const { path, kind, uid, gid, isWhole, made } = entry;
  if (made !== null) return commentLines(`WARNING: ${path} is made by the plan, and the image has no shell to make it; flense slim has it`);
  if (kind === 'directory' && !isWhole) return [];
  if (kind !== 'file' && kind !== 'hardlink' && kind !== 'directory')
    return commentLines(`WARNING: COPY cannot name the ${kind} ${path}; flense slim has it`);
  if (!copyable.test(path)) return commentLines(`WARNING: COPY cannot name ${JSON.stringify(path)}; flense slim has it`);
  const owner = uid === 0 && gid === 0 ? '' : ` --chown=${uid}:${gid}`;
  const to = kind === 'directory' ? `${path}/` : path;
  // Given to all below a directory as well, which keep their own owners without it.
  const chown = kind === 'directory' ? '' : owner;
  return [...losses(entry), `COPY --from=${stage}${chown} ${execForm([path, to])}`];
}

function losses({ path, kind, hasAttributes, uid, gid, mode }: DockerfileEntry): readonly string[] {
  const lost = [
    ...(hasAttributes ? ['its extended attributes, such as capabilities'] : []),
    ...(kind === 'hardlink' ? ['that it is another name of a file'] : []),
    ...(kind === 'directory' && (uid !== 0 || gid !== 0 || mode !== 0o755) ? ['its own owner and mode'] : []),
  ];
  return lost.length === 0 ? [] : commentLines(`WARNING: COPY does not keep of ${path} ${lost.join(', and ')}; flense slim does`);
}
