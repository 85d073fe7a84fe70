import { join } from 'node:path';

export type SocketSurroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  /** null where users have no numbers. */
  readonly userId: number | null;
};

/** Where engines listen when nobody said otherwise, in the order in which they are asked. */
export function usualSockets({ environment, homeDirectory, platform, userId }: SocketSurroundings): readonly string[] {
  if (platform === 'win32') return ['//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine', '//./pipe/podman-machine-default'];
  const asked = environment['XDG_RUNTIME_DIR'] ?? '';
  const runtime = asked.startsWith('/') ? asked : `/run/user/${userId ?? 0}`;
  const home = (path: string): string => join(homeDirectory, path);
  return [
    '/var/run/docker.sock',
    // Docker without root.
    join(runtime, 'docker.sock'),
    join(runtime, 'podman/podman.sock'),
    '/run/podman/podman.sock',
    // Docker Desktop on macOS, and on Linux.
    home('.docker/run/docker.sock'),
    home('.docker/desktop/docker.sock'),
    ...colimaHomes(environment, homeDirectory).map((directory) => join(directory, 'default/docker.sock')),
    home('.rd/docker.sock'),
    home('.orbstack/run/docker.sock'),
    ...(platform === 'darwin' ? podmanMachine(environment, homeDirectory) : []),
  ];
}

/** https://github.com/abiosoft/colima/blob/main/config/files.go : the second only where there is no first. */
function colimaHomes({ COLIMA_HOME, XDG_CONFIG_HOME }: SocketSurroundings['environment'], homeDirectory: string): readonly string[] {
  const asked = COLIMA_HOME || null;
  if (asked !== null) return [asked];
  return [join(homeDirectory, '.colima'), join(XDG_CONFIG_HOME || join(homeDirectory, '.config'), 'colima')];
}

/** Where macOS reaches into Podman's virtual machine, newer versions first. */
function podmanMachine({ TMPDIR }: SocketSurroundings['environment'], homeDirectory: string): readonly string[] {
  return [
    join(TMPDIR || '/tmp', 'podman/podman-machine-default-api.sock'),
    join(homeDirectory, '.local/share/containers/podman/machine/podman.sock'),
  ];
}
