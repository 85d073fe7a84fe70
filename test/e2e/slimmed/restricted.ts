import type { Plan } from '../../../src/model/plan.ts';

/**
 * What the Pod Security Standard `restricted` and the generated manifest come to in an engine: a number as user, no capability, a root
 * that cannot be written to, and room in memory where the plan says that the program writes. null where the manifest says that the
 * image cannot run so, as its program must be root.
 */
export function restrictedOptions({ user, writablePaths }: Plan): readonly string[] | null {
  if (user.uid === 0) return null;
  const mounts = writablePaths.map(({ path, uid, gid, mode }) => `--tmpfs=${path}:rw,uid=${uid},gid=${gid},mode=${mode.toString(8)}`);
  return ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges', `--user=${user.uid}:${user.gid}`, ...mounts];
}
