import type { RuntimeConfig } from '../../model/image-config.ts';
import type { PlanUser, PlanWarning } from '../../model/plan.ts';
import { warning } from '../need.ts';

const firstUnprivilegedPort = 1_024;

/** What somebody else than root must be allowed, or given, where the container runs. */
export function madeUserWarnings(
  { exposedPorts, volumes }: RuntimeConfig,
  { uid, gid }: PlanUser,
  listens: readonly number[],
): readonly PlanWarning[] {
  const exposed = exposedPorts.filter((port) => Number.parseInt(port, 10) < firstUnprivilegedPort);
  const unexposed = listens.filter((port) => port < firstUnprivilegedPort && !exposed.some((one) => Number.parseInt(one, 10) === port));
  const ports = [...exposed, ...unexposed];
  return [
    ...(ports.length === 0
      ? []
      : [
          warning(
            'low-port',
            `it listens on port ${ports.join(', ')}: Docker lets everybody since 20.10, elsewhere the sysctl net.ipv4.ip_unprivileged_port_start or NET_BIND_SERVICE must, and on the host's network nothing does`,
          ),
        ]),
    ...volumes.map((path) =>
      warning(
        'volume-owner',
        `a new volume at ${path} belongs to ${uid}; one that root has written to, or a directory of the host, must be given to ${uid}:${gid} first`,
        path,
      ),
    ),
  ];
}
