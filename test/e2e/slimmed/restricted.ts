import type { Plan } from '../../../src/model/plan.ts';
import { kubernetesVolumes } from '../../../src/report/kubernetes-volumes.ts';

const sizeLimitBytes = 100 * 1_048_576;

/**
 * What the Pod Security Standard `restricted` and the generated manifest come to in an engine: a number as user, no capability, a root
 * that cannot be written to, and for each volume of the manifest what an `emptyDir` is.
 * @param plan of somebody else than root
 */
export function restrictedOptions(plan: Plan): readonly string[] {
  const { user } = plan;
  if (user.uid === 0) throw new Error('expected a plan for another user than root');
  const mounts = kubernetesVolumes(plan).map(({ path }) => `--mount=${emptyDirectory(path)}`);
  return ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges', `--user=${user.uid}:${user.gid}`, ...mounts];
}

/**
 * Empty, root's, open to all, of limited size, and programs may lie there. `--tmpfs` is none: it takes owner or mode of what the
 * image has at that path, by which a program may write where a pod of it may not.
 */
function emptyDirectory(path: string): string {
  const fields = [
    'type=volume',
    `dst=${path}`,
    'volume-driver=local',
    'volume-nocopy=true',
    'volume-opt=type=tmpfs',
    'volume-opt=device=tmpfs',
    `volume-opt=o=mode=0777,size=${sizeLimitBytes}`,
  ];
  return fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');
}
