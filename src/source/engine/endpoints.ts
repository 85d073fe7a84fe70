import { join } from 'node:path';
import { contextEndpoint, currentContext } from './docker-context.ts';
import { type Endpoint, parseEndpoint, socketEndpoint } from './endpoint.ts';
import { readTlsMaterial, type TlsMaterial } from './tls-material.ts';
import { type SocketSurroundings, usualSockets } from './usual-sockets.ts';

/** Where an engine may be: where somebody said, and nowhere else; or at the usual places, in this order. */
export type Endpoints =
  | { readonly kind: 'chosen'; readonly endpoint: Endpoint /** What chose it, for messages. */; readonly origin: string }
  | { readonly kind: 'usual'; readonly endpoints: readonly Endpoint[] };

/** As the docker client does it: `DOCKER_HOST`, then `DOCKER_CONTEXT`, then the current context. @throws InspectError */
export function findEndpoints(surroundings: SocketSurroundings): Endpoints {
  const { environment, homeDirectory } = surroundings;
  const configDirectory = environment['DOCKER_CONFIG'] || join(homeDirectory, '.docker');
  const host = environment['DOCKER_HOST'] || null;
  if (host !== null) {
    const endpoint = parseEndpoint(host, hostTls(surroundings, configDirectory), 'DOCKER_HOST');
    return { kind: 'chosen', endpoint, origin: 'DOCKER_HOST' };
  }
  const asked = environment['DOCKER_CONTEXT'] || null;
  const context = asked ?? currentContext(configDirectory);
  if (context === null || context === 'default') {
    return { kind: 'usual', endpoints: usualSockets(surroundings).map(socketEndpoint) };
  }
  const origin = asked === null ? join(configDirectory, 'config.json') : 'DOCKER_CONTEXT';
  return {
    kind: 'chosen',
    endpoint: contextEndpoint(configDirectory, context, origin),
    origin: `docker context ${JSON.stringify(context)}`,
  };
}

/** For `DOCKER_HOST=tcp://…`. Any value but the empty one counts, `0` too, as for the docker client. */
function hostTls({ environment }: SocketSurroundings, configDirectory: string): TlsMaterial | null {
  const isVerified = (environment['DOCKER_TLS_VERIFY'] ?? '') !== '';
  const isOn = isVerified || (environment['DOCKER_TLS'] ?? '') !== '';
  return isOn ? readTlsMaterial(environment['DOCKER_CERT_PATH'] || configDirectory, isVerified) : null;
}
