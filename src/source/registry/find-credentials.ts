import { InspectError } from '../../model/errors.ts';
import { type AuthFile, readAuthFile } from './auth-file.ts';
import { authFilePaths, type Surroundings } from './auth-file-paths.ts';
import { askCredentialHelper } from './credential-helper.ts';
import type { Credentials, FoundCredentials } from './credentials.ts';

/**
 * What the user's configuration has for a registry. A file or program that is broken is no reason to stop, as most images are
 * for everybody.
 * @param registry `host[:port]` as the user knows it: `docker.io`
 * @throws InspectError `interrupted`
 */
export async function findCredentials(
  registry: string,
  repository: string,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<FoundCredentials> {
  let problem: string | null = null;
  for (const path of authFilePaths(surroundings)) {
    try {
      const file = readAuthFile(path);
      const credentials = file === null ? null : await findIn(file, registry, repository, surroundings, signal);
      if (credentials !== null) return { credentials, problem: null };
    } catch (error) {
      if (!(error instanceof InspectError) || error.code === 'interrupted') throw error;
      problem ??= error.message;
    }
  }
  return { credentials: null, problem };
}

async function findIn(
  { auths, credHelpers, credsStore }: AuthFile,
  registry: string,
  repository: string,
  { environment }: Surroundings,
  signal: AbortSignal,
): Promise<Credentials | null> {
  const [server] = serverNames(registry) as [string, ...string[]];
  const helper = serverNames(registry).flatMap((name) => (Object.hasOwn(credHelpers, name) ? [credHelpers[name]!] : []))[0] ?? credsStore;
  const helped = helper === null ? null : await askCredentialHelper(helper, server, environment, signal);
  if (helped !== null) return helped;
  const keys = [...namespaces(registry, repository), ...serverNames(registry)];
  const found = Object.entries(auths).map(([key, credentials]) => [normalise(key), credentials] as const);
  for (const key of keys) {
    const match = found.find(([name]) => name === normalise(key));
    if (match !== undefined) return match[1];
  }
  return null;
}

/** What Docker calls a registry; its own has the name of an API that is gone. */
function serverNames(registry: string): readonly string[] {
  return registry === 'docker.io' ? ['https://index.docker.io/v1/', 'docker.io', 'index.docker.io', 'registry-1.docker.io'] : [registry];
}

/** Podman keeps credentials for parts of a registry, too; the longest that fits counts. */
function namespaces(registry: string, repository: string): readonly string[] {
  const parts = repository.split('/');
  return parts.map((_, i) => `${registry}/${parts.slice(0, parts.length - i).join('/')}`);
}

/** `https://host/v1/` and `host` are the same. */
function normalise(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '');
}
