import { type ClientRequest, request as plainRequest, type RequestOptions } from 'node:http';
import { type RequestOptions as SecureOptions, request as secureRequest } from 'node:https';
import type { Endpoint } from './endpoint.ts';
import { SshAgent } from './ssh-agent.ts';
import type { TlsMaterial } from './tls-material.ts';

/** Ways to an engine, whatever it listens on. */
export type Transport = {
  readonly address: string;
  readonly send: (options: RequestOptions) => ClientRequest;
  /** What stood in the way, as far as somebody said more than the system did; '' otherwise. */
  readonly complaint: () => string;
  /** Drops idle connections; later requests make new ones. */
  readonly release: () => void;
};

export function openTransport(endpoint: Endpoint): Transport {
  const { address } = endpoint;
  switch (endpoint.kind) {
    case 'socket':
      return { ...ownConnections(address), send: (options) => plainRequest({ ...options, agent: false, socketPath: endpoint.path }) };
    case 'tcp': {
      const { host, port, tls } = endpoint;
      if (tls === null) return { ...ownConnections(address), send: (options) => plainRequest({ ...options, agent: false, host, port }) };
      return { ...ownConnections(address), send: (options) => secureRequest({ ...options, ...secured(tls), host, port }) };
    }
    case 'ssh': {
      const agent = new SshAgent(endpoint);
      return {
        address,
        send: (options) => plainRequest({ ...options, agent, host: 'localhost' }),
        complaint: () => agent.complaint,
        release: () => agent.destroy(),
      };
    }
  }
}

/** Each request has its own connection, so that nothing is left open. */
function ownConnections(address: string): Pick<Transport, 'address' | 'complaint' | 'release'> {
  return { address, complaint: () => '', release: () => {} };
}

function secured({ ca, cert, key, isVerified }: TlsMaterial): SecureOptions {
  return {
    agent: false,
    rejectUnauthorized: isVerified,
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
  };
}
