import { InspectError } from '../../model/errors.ts';
import { findEndpoints } from './endpoints.ts';
import { type Connecting, connectEngine, type Engine } from './engine.ts';
import type { SocketSurroundings } from './usual-sockets.ts';

export type EngineSearch =
  | { readonly status: 'found'; readonly engine: Engine }
  | {
      readonly status: 'none';
      /** Names the remedy: `not-found` where there is none, `unreadable` where it may not be asked. */
      readonly error: InspectError;
      /** Whether somebody meant one to be there: it was chosen, or it is there and lets nobody in. */
      readonly isUnexpected: boolean;
    };

type Refusal = Exclude<Connecting, { readonly status: 'connected' }> & { readonly address: string };

/** The engine that somebody chose, else the first of the usual ones that answers. @throws InspectError `usage` or `interrupted` */
export async function findEngine(surroundings: SocketSurroundings, signal: AbortSignal): Promise<EngineSearch> {
  const endpoints = findEndpoints(surroundings);
  const candidates = endpoints.kind === 'chosen' ? [endpoints.endpoint] : endpoints.endpoints;
  const refusals: Refusal[] = [];
  for (const endpoint of candidates) {
    const connecting = await connectEngine(endpoint, signal);
    if (connecting.status === 'connected') return { status: 'found', engine: connecting.engine };
    refusals.push({ ...connecting, address: endpoint.address });
  }
  const isUnexpected = endpoints.kind === 'chosen' || refusals.some(({ status }) => status === 'denied');
  return { status: 'none', error: noEngine(refusals, endpoints.kind === 'chosen' ? endpoints.origin : null), isUnexpected };
}

function noEngine(refusals: readonly Refusal[], origin: string | null): InspectError {
  const denied = refusals.find(({ status }) => status === 'denied');
  if (denied !== undefined) {
    const remedy = 'join the group docker (sudo usermod -aG docker "$USER", then log in anew), or use an engine without root';
    return new InspectError('unreadable', `expected to be let in by the engine at ${denied.address}, got ${denied.found}: ${remedy}`);
  }
  const [first] = refusals;
  if (origin !== null && first !== undefined) {
    const expectation = `expected a Docker-compatible engine at ${first.address} (${origin})`;
    return new InspectError('not-found', `${expectation}, got ${first.found}: start it, or correct the address`);
  }
  const failed = refusals.filter(({ status }) => status === 'failed').map(({ address, found }) => `${found} at ${address}`);
  const absent = refusals.filter(({ status }) => status === 'absent').map(({ address }) => address);
  const found = [...failed, ...(absent.length === 0 ? [] : [`nothing at ${absent.join(', ')}`])].join('; ');
  return new InspectError(
    'not-found',
    `expected a Docker-compatible engine, got ${found}: start Docker or Podman (podman.socket), or set DOCKER_HOST`,
  );
}
