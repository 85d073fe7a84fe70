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
    join(environment['COLIMA_HOME'] || home('.colima'), 'default/docker.sock'),
    home('.rd/docker.sock'),
    home('.orbstack/run/docker.sock'),
  ];
}
