import { join } from 'node:path';

export type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
};

/**
 * Files that may hold credentials, the first that has some counts: where somebody said; Docker's; those of Podman, Skopeo and
 * Buildah. https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
export function authFilePaths({ environment, homeDirectory }: Surroundings): readonly string[] {
  const asked = environment['REGISTRY_AUTH_FILE'] || null;
  if (asked !== null) return [asked];
  const docker = join(environment['DOCKER_CONFIG'] || join(homeDirectory, '.docker'), 'config.json');
  const runtime = environment['XDG_RUNTIME_DIR'] || null;
  const config = environment['XDG_CONFIG_HOME'] || join(homeDirectory, '.config');
  return [docker, ...(runtime === null ? [] : [join(runtime, 'containers/auth.json')]), join(config, 'containers/auth.json')];
}
