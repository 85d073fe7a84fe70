import type { Limits } from '../../model/limits.ts';
import type { HeldFiles } from '../held-files.ts';
import { registryEndpoint } from './endpoint.ts';
import { EndpointChain } from './endpoint-chain.ts';
import { findCredentials } from './find-credentials.ts';
import { mirrorEndpoints } from './mirrors.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { RegistryClient } from './registry-client.ts';
import type { RegistryName } from './registry-name.ts';
import { Repository } from './repository.ts';
import { createTransport } from './transport.ts';

export type ConnectOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly insecure: boolean;
  readonly limits: Limits;
};

/** Nothing is sent before the first request. Connections end with `held`. @throws InspectError */
export function connectRepository(
  name: RegistryName,
  held: HeldFiles,
  { environment, homeDirectory, insecure, limits }: ConnectOptions,
  policy: NetworkPolicy,
  warn: (warning: string) => void,
): Repository {
  const surroundings = { environment, homeDirectory };
  const transport = createTransport({ environment, insecure, policy });
  held.onClose(transport.close);
  const endpoints = [...mirrorEndpoints(name.registry, surroundings, warn), registryEndpoint(name.registry, insecure)];
  const clients = endpoints.map((endpoint) => {
    const find = (signal: AbortSignal) => findCredentials(endpoint.registry, name.repository, surroundings, signal);
    return new RegistryClient(endpoint, { transport, findCredentials: find, insecure, policy, warn });
  });
  return new Repository(name, new EndpointChain(clients, warn), policy, limits);
}
