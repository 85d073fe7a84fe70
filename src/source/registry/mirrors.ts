import { join } from 'node:path';
import { InspectError } from '../../model/errors.ts';
import { parseJson } from '../../model/json.ts';
import { stringsField, toFields } from '../../model/json-fields.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Surroundings } from './auth-file-paths.ts';
import type { Endpoint } from './endpoint.ts';

const limits = { jsonBytes: 1_048_576, jsonDepth: 16 };

/**
 * Mirrors of Docker Hub, from `registry-mirrors` of the engine's configuration: that of an engine without root, which is the
 * user's own, else the system's. No engine needs to be there. https://docs.docker.com/docker-hub/image-library/mirror/
 */
export function mirrorEndpoints(registry: string, surroundings: Surroundings, warn: (warning: string) => void): readonly Endpoint[] {
  if (registry !== 'docker.io') return [];
  for (const path of configurationPaths(surroundings)) {
    try {
      const mirrors = readMirrors(path);
      if (mirrors !== null) return mirrors.map(toEndpoint);
    } catch (error) {
      if (!(error instanceof InspectError)) throw error;
      // Without mirrors it goes, too.
      warn(`no mirrors are used: ${error.message}`);
    }
  }
  return [];
}

function configurationPaths({ environment, homeDirectory }: Surroundings): readonly string[] {
  const config = environment['XDG_CONFIG_HOME'] || join(homeDirectory, '.config');
  return [join(config, 'docker/daemon.json'), '/etc/docker/daemon.json'];
}

/** null where there is no file, or nothing about mirrors in it. */
function readMirrors(path: string): readonly URL[] | null {
  const bytes = readIfThere(path);
  if (bytes === null || bytes.length === 0) return null;
  const addresses = stringsField(toFields(parseJson(bytes, limits, path), path, 'malformed-config'), 'registry-mirrors');
  return addresses.length === 0 ? null : addresses.map((address) => parseMirror(address, path));
}

function parseMirror(address: string, path: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InspectError('malformed-config', `${path}: expected web addresses as registry-mirrors, got something else`);
  }
  url.username = '';
  url.password = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function toEndpoint(base: URL): Endpoint {
  return { registry: base.host, bases: [base], isMirror: true };
}
