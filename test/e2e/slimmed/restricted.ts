import type { Plan } from '../../../src/model/plan.ts';
import { kubernetesVolumes } from '../../../src/report/kubernetes-volumes.ts';

/**
 * What the Pod Security Standard `restricted` and the generated manifest come to in an engine: a number as user, no capability, a root
 * that cannot be written to, and at each volume of the manifest what an `emptyDir` is: empty, root's, open to all, and not `noexec`.
 * null where the manifest says that the image cannot run so, as its program must be root.
 */
export function restrictedOptions(plan: Plan): readonly string[] | null {
  const { user } = plan;
  if (user.uid === 0) return null;
  const mounts = kubernetesVolumes(plan).map(({ path }) => `--tmpfs=${path}:rw,exec,uid=0,gid=0,mode=0777`);
  return ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges', `--user=${user.uid}:${user.gid}`, ...mounts];
}
